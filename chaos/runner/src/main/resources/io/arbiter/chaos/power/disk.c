/*
 * Stands between a JVM and its C library (LD_PRELOAD), and writes down in which order the nodes that run in it change
 * their disks: so that afterwards somebody can work out what a power cut may leave (DiskModel.java). A node's disk is a
 * directory ARBITER_POWER_ROOT/disk-N; its journal is disk-N.journal beside it. One disk's changes come one at a time.
 *
 * A disk can be told to stop after the k-th change of some step. From then on every change waits, so nothing leaves the
 * node that rests on a later one; when the node's links are cut the disk dies, and what waits fails. The real disk gets
 * no syncs: a sync is a note in the journal.
 *
 * Changes made by other calls than these are not seen. They would show: the model is compared with the directory.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define DISKS 65536

/* As in Change.Kind. */
enum kind { CREATE, WRITE, TRUNCATE, MAKE_DIRECTORY, RENAME, REMOVE, SYNC, FAILED_SYNC };
/* Bits, as in Step. */
enum step { VOTE = 1, APPEND = 2, ROLL = 4, PURGE = 8, SNAPSHOT = 16, INSTALL = 32, OTHER = 64 };
enum power { ON, STOPPED, DEAD };

struct disk {
    pthread_mutex_t lock;
    int journal;
    volatile int power;
    int stop_steps, stop_after;
    int fail_steps, fail_after;
    int last_step;
};

/* What precedes the path and the bytes in the journal. */
struct head {
    int32_t kind, step, path_length, bytes_length;
    int64_t at;
};

static struct disk *disks[DISKS];
static char root[PATH_MAX];
static size_t root_length;

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_sendfile)(int, int, off64_t *, size_t);
static ssize_t (*real_copy_file_range)(int, off64_t *, int, off64_t *, size_t, unsigned int);
static int (*real_ftruncate)(int, off64_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_rmdir)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_sendfile = dlsym(RTLD_NEXT, "sendfile64");
    real_copy_file_range = dlsym(RTLD_NEXT, "copy_file_range");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rmdir = dlsym(RTLD_NEXT, "rmdir");
    real_mkdir = dlsym(RTLD_NEXT, "mkdir");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    const char *named = getenv("ARBITER_POWER_ROOT");
    if (named != NULL) {
        root_length = snprintf(root, sizeof root, "%s/disk-", named);
    }
}

/* ---- which disk */

static struct disk *disk_of(const char *path) {
    if (root_length == 0 || strncmp(path, root, root_length) != 0) {
        return NULL;
    }
    char *end;
    unsigned long number = strtoul(path + root_length, &end, 10);
    return number < DISKS && (*end == '/' || *end == '\0') ? disks[number] : NULL;
}

/* Where the open file is named now; leaves the path empty if it has no name any more. */
static struct disk *disk_of_file(int file, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = root_length == 0 ? -1 : readlink(link, path, PATH_MAX - 1);
    if (length <= 0) {
        return NULL;
    }
    path[length] = '\0';
    struct disk *disk = disk_of(path);
    if (disk != NULL && strstr(path, " (deleted)") != NULL) {
        path[0] = '\0';
    }
    return disk;
}

/* By the name within the disk: the disks may themselves lie under a directory with such a name. */
static int step_of(const struct disk *disk, enum kind kind, const char *file) {
    const char *path = file[0] == '\0' ? file : file + root_length;
    if (strstr(path, "/raft-meta") != NULL && strstr(path, "/raft-meta.conf") == NULL) {
        return VOTE;
    }
    if (strstr(path, "/log_") != NULL) {
        int open = strstr(path, "/log_inprogress_") != NULL;
        return kind == REMOVE ? PURGE : open && (kind == WRITE || kind == SYNC || kind == FAILED_SYNC) ? APPEND : ROLL;
    }
    if (strstr(path, "/tmp/") != NULL || (kind == RENAME && strstr(path, "/sm") != NULL
            && strstr(path, "/sm/") == NULL)) {
        return INSTALL;
    }
    if (strstr(path, "/snapshot.") != NULL) {
        return SNAPSHOT;
    }
    return kind == SYNC || kind == FAILED_SYNC ? disk->last_step : OTHER;
}

/* ---- power */

/* Holds the disk for one change; 0 if it is dead. */
static int enter(struct disk *disk) {
    struct timespec moment = {0, 500000};
    pthread_mutex_lock(&disk->lock);
    while (disk->power == STOPPED) {
        pthread_mutex_unlock(&disk->lock);
        nanosleep(&moment, NULL);
        pthread_mutex_lock(&disk->lock);
    }
    if (disk->power == DEAD) {
        pthread_mutex_unlock(&disk->lock);
        errno = EIO;
        return 0;
    }
    return 1;
}

static void leave(struct disk *disk) {
    int kept = errno;
    pthread_mutex_unlock(&disk->lock);
    errno = kept;
}

static void write_journal(struct disk *disk, const void *bytes, size_t length) {
    if (length > 0 && real_write(disk->journal, bytes, length) != (ssize_t) length) {
        perror("disk.c: cannot write the journal");
        abort();
    }
}

static void note(struct disk *disk, enum kind kind, const char *path, int64_t at, const void *bytes, size_t length) {
    int kept = errno;
    struct head head = {kind, step_of(disk, kind, path), strlen(path), length, at};
    write_journal(disk, &head, sizeof head);
    write_journal(disk, path, head.path_length);
    write_journal(disk, bytes, length);
    if (head.step != OTHER) {
        disk->last_step = head.step;
    }
    if ((head.step & disk->stop_steps) != 0 && --disk->stop_after == 0) {
        disk->power = STOPPED;
    }
    errno = kept;
}

/* Called by Disk.java; the first two arguments are the JVM's. */

void Java_io_arbiter_chaos_power_disk_Disk_create(void *env, void *type, int number) {
    char path[PATH_MAX + 32];
    struct disk *disk = calloc(1, sizeof *disk);
    pthread_mutex_init(&disk->lock, NULL);
    snprintf(path, sizeof path, "%s%d.journal", root, number);
    disk->journal = real_open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    disk->last_step = OTHER;
    disks[number] = disk;
}

/* With no steps: at once. */
void Java_io_arbiter_chaos_power_disk_Disk_stop(void *env, void *type, int number, int steps, int after) {
    struct disk *disk = disks[number];
    pthread_mutex_lock(&disk->lock);
    disk->stop_steps = steps;
    disk->stop_after = after;
    if (steps == 0 && disk->power == ON) {
        disk->power = STOPPED;
    }
    pthread_mutex_unlock(&disk->lock);
}

void Java_io_arbiter_chaos_power_disk_Disk_failSync(void *env, void *type, int number, int steps, int after) {
    struct disk *disk = disks[number];
    pthread_mutex_lock(&disk->lock);
    disk->fail_steps = steps;
    disk->fail_after = after;
    pthread_mutex_unlock(&disk->lock);
}

int Java_io_arbiter_chaos_power_disk_Disk_power(void *env, void *type, int number) {
    return disks[number]->power;
}

void Java_io_arbiter_chaos_power_disk_Disk_kill(void *env, void *type, int number) {
    struct disk *disk = disks[number];
    pthread_mutex_lock(&disk->lock);
    if (disk->power != DEAD) {
        disk->power = DEAD;
        close(disk->journal);
    }
    pthread_mutex_unlock(&disk->lock);
}

/* From now on it is a directory like any other. */
void Java_io_arbiter_chaos_power_disk_Disk_forget(void *env, void *type, int number) {
    disks[number] = NULL;
}

/* ---- files */

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    struct disk *disk = (flags & (O_CREAT | O_TRUNC)) != 0 ? disk_of(path) : NULL;
    if (disk == NULL) {
        return real_open(path, flags, mode);
    }
    if (!enter(disk)) {
        return -1;
    }
    struct stat before;
    int was_there = lstat(path, &before) == 0;
    int file = real_open(path, flags, mode);
    if (file >= 0 && !was_there) {
        note(disk, CREATE, path, 0, NULL, 0);
    } else if (file >= 0 && (flags & O_TRUNC) != 0 && before.st_size > 0) {
        note(disk, TRUNCATE, path, 0, NULL, 0);
    }
    leave(disk);
    return file;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return open64(path, flags, mode);
}

/* Whether it fails. */
static int note_sync(struct disk *disk, const char *path) {
    int step = step_of(disk, SYNC, path);
    int fails = (step & disk->fail_steps) != 0 && --disk->fail_after == 0;
    if (path[0] != '\0') {
        note(disk, fails ? FAILED_SYNC : SYNC, path, 0, NULL, 0);
    }
    return fails;
}

static ssize_t write_at(int file, const void *bytes, size_t count, off64_t at, ssize_t (*plain)(int, const void *,
        size_t)) {
    char path[PATH_MAX];
    struct disk *disk = disk_of_file(file, path);
    if (disk == NULL) {
        return plain != NULL ? plain(file, bytes, count) : real_pwrite(file, bytes, count, at);
    }
    if (!enter(disk)) {
        return -1;
    }
    disk_of_file(file, path);
    if (plain != NULL) {
        at = lseek64(file, 0, (fcntl(file, F_GETFL) & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
    }
    ssize_t written = plain != NULL ? plain(file, bytes, count) : real_pwrite(file, bytes, count, at);
    int sync_fails = 0;
    if (written > 0 && path[0] != '\0') {
        note(disk, WRITE, path, at, bytes, written);
        sync_fails = (fcntl(file, F_GETFL) & O_DSYNC) != 0 && note_sync(disk, path);
    }
    leave(disk);
    if (sync_fails) {
        errno = EIO;
        return -1;
    }
    return written;
}

ssize_t write(int file, const void *bytes, size_t count) {
    return write_at(file, bytes, count, 0, real_write);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return write_at(file, bytes, count, at, NULL);
}

/* Of several parts the first that holds anything: a short write is always allowed. */
ssize_t writev(int file, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (disk_of_file(file, path) == NULL) {
        return real_writev(file, parts, count);
    }
    while (count > 1 && parts->iov_len == 0) {
        parts++;
        count--;
    }
    return write(file, parts->iov_base, parts->iov_len);
}

/* Copies within the kernel do not come by here; without them the JVM reads and writes. */

ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    char path[PATH_MAX];
    if (disk_of_file(to, path) != NULL) {
        errno = EINVAL;
        return -1;
    }
    return real_sendfile(to, from, at, count);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t count, unsigned int flags) {
    char path[PATH_MAX];
    if (disk_of_file(to, path) != NULL) {
        errno = ENOSYS;
        return -1;
    }
    return real_copy_file_range(from, at, to, to_at, count, flags);
}

int ftruncate64(int file, off64_t length) {
    char path[PATH_MAX];
    struct disk *disk = disk_of_file(file, path);
    if (disk == NULL) {
        return real_ftruncate(file, length);
    }
    if (!enter(disk)) {
        return -1;
    }
    disk_of_file(file, path);
    int result = real_ftruncate(file, length);
    if (result == 0 && path[0] != '\0') {
        note(disk, TRUNCATE, path, length, NULL, 0);
    }
    leave(disk);
    return result;
}

static int sync_file(int file, int (*real)(int)) {
    char path[PATH_MAX];
    struct disk *disk = disk_of_file(file, path);
    if (disk == NULL) {
        return real(file);
    }
    if (!enter(disk)) {
        return -1;
    }
    disk_of_file(file, path);
    int fails = note_sync(disk, path);
    leave(disk);
    errno = EIO;
    return fails ? -1 : 0;
}

int fsync(int file) {
    return sync_file(file, real_fsync);
}

int fdatasync(int file) {
    return sync_file(file, real_fdatasync);
}

/* ---- names */

int mkdir(const char *path, mode_t mode) {
    struct disk *disk = disk_of(path);
    if (disk == NULL) {
        return real_mkdir(path, mode);
    }
    if (!enter(disk)) {
        return -1;
    }
    int result = real_mkdir(path, mode);
    if (result == 0) {
        note(disk, MAKE_DIRECTORY, path, 0, NULL, 0);
    }
    leave(disk);
    return result;
}

int rename(const char *from, const char *to) {
    struct disk *disk = disk_of(from);
    if (disk == NULL) {
        return real_rename(from, to);
    }
    if (!enter(disk)) {
        return -1;
    }
    int result = real_rename(from, to);
    if (result == 0) {
        note(disk, RENAME, from, 0, to, strlen(to));
    }
    leave(disk);
    return result;
}

static int remove_name(const char *path, int (*real)(const char *)) {
    struct disk *disk = disk_of(path);
    if (disk == NULL) {
        return real(path);
    }
    if (!enter(disk)) {
        return -1;
    }
    int result = real(path);
    if (result == 0) {
        note(disk, REMOVE, path, 0, NULL, 0);
    }
    leave(disk);
    return result;
}

int unlink(const char *path) {
    return remove_name(path, real_unlink);
}

int rmdir(const char *path) {
    return remove_name(path, real_rmdir);
}

int remove(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}
