/*
 * Stands between a server and its C library (LD_PRELOAD): clocks that jump and drift, a disk that is full, fails or
 * stalls. What it does is read from a page of memory shared with the tests (ClockAndDisk.java writes it); as long as
 * that is all zeros, everything is passed on unchanged.
 *
 * Clocks. Both clocks run at the same rate, near that of the machine; the wall clock can be ahead besides. The rate
 * changes without a jump. Instants at which the server wants to be woken are translated back; waits of a given length
 * (poll, epoll_wait, nanosleep) are not, since at rates within 1 % of the true one nobody could tell. Not translated:
 * a thread that already waits while the clock jumps, and time stamps of files.
 *
 * Disk. Only files below ARBITER_FAULTS_DISK are concerned. After a successful fsync it is noted in the file's extended
 * attribute user.synced how far it is written: what lies behind that is what a power cut may take.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
/* A wall clock shows more seconds than that, a monotonic clock (the time since the machine was started) less. */
#define WALL_CLOCK_SECONDS 1000000000LL

struct control {
    _Atomic int64_t version;        /* odd while the four clock fields change */
    _Atomic int64_t wall_ahead;     /* ns */
    _Atomic int64_t rate_ppm;       /* how much faster than the machine's clocks */
    _Atomic int64_t rate_since;     /* the machine's monotonic clock, ns */
    _Atomic int64_t gained;         /* ns gained until then */
    _Atomic int64_t stall;          /* 1: writes and syncs wait until it is 0 */
    _Atomic int64_t hold_syncs;     /* 1: syncs alone wait */
    _Atomic int64_t sync_delay;     /* ns that each sync takes longer */
    _Atomic int64_t fail_sync;      /* 1: syncs fail with EIO */
    _Atomic int64_t full;           /* 1: no more than `space` bytes can be written */
    _Atomic int64_t space;          /* bytes left */
    _Atomic int64_t refused;        /* writes and syncs that were made to fail */
    _Atomic int64_t unnoted;        /* syncs whose length could not be noted */
};

static struct control nothing;
static struct control *control = &nothing;
static char disk[PATH_MAX];
static size_t disk_length;

static int (*real_gettime)(clockid_t, struct timespec *);
static int (*real_timedwait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static int (*real_clockwait)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

/* The oldest version of a condition variable's functions is another type; a plain look-up may find it. */
static void *newest(const char *name) {
    void *found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");
    return found ? found : dlsym(RTLD_NEXT, name);
}

__attribute__((constructor(101))) static void begin(void) {
    real_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    real_timedwait = newest("pthread_cond_timedwait");
    real_clockwait = dlsym(RTLD_NEXT, "pthread_cond_clockwait");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    const char *path = getenv("ARBITER_FAULTS_CONTROL");
    const char *below = getenv("ARBITER_FAULTS_DISK");
    int file = path && below ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) {
        return;
    }
    void *page = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    disk_length = strlen(below);
    if (page != MAP_FAILED && disk_length < sizeof disk) {
        memcpy(disk, below, disk_length + 1);
        control = page;
    }
}

/* ---- clocks */

static int64_t nanos(const struct timespec *time) {
    return time->tv_sec * SECOND + time->tv_nsec;
}

static struct timespec instant(int64_t nanos) {
    int64_t seconds = nanos / SECOND;
    int64_t rest = nanos % SECOND;
    if (rest < 0) {
        rest += SECOND;
        seconds -= 1;
    }
    return (struct timespec) {.tv_sec = seconds, .tv_nsec = rest};
}

struct shift {
    int64_t gained;
    int64_t rate_ppm;
    int64_t wall_ahead;
};

/* How far the clocks are from the machine's, now. */
static struct shift shift_now(void) {
    struct shift shift;
    int64_t before, after, since;
    do {
        before = atomic_load(&control->version);
        shift.wall_ahead = atomic_load(&control->wall_ahead);
        shift.rate_ppm = atomic_load(&control->rate_ppm);
        since = atomic_load(&control->rate_since);
        shift.gained = atomic_load(&control->gained);
        after = atomic_load(&control->version);
    } while (before != after || (before & 1));
    if (shift.rate_ppm) {
        struct timespec now;
        real_gettime(CLOCK_MONOTONIC, &now);
        shift.gained += (int64_t) ((__int128) (nanos(&now) - since) * shift.rate_ppm / 1000000);
    }
    return shift;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = real_gettime ? real_gettime(clock, time) : -1;
    if (result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)) {
        return result;
    }
    struct shift shift = shift_now();
    *time = instant(nanos(time) + shift.gained + (clock == CLOCK_REALTIME ? shift.wall_ahead : 0));
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void) zone;
    struct timespec now;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    if (result == 0) {
        time->tv_sec = now.tv_sec;
        time->tv_usec = now.tv_nsec / 1000;
    }
    return result;
}

/* The instant, on the machine's clock, at which the server's clock shows the wanted one. */
static struct timespec on_machine(const struct timespec *wanted) {
    int wall = wanted->tv_sec > WALL_CLOCK_SECONDS;
    struct shift shift = shift_now();
    struct timespec now;
    real_gettime(wall ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
    int64_t shown = nanos(&now) + shift.gained + (wall ? shift.wall_ahead : 0);
    __int128 left = (__int128) (nanos(wanted) - shown) * 1000000 / (1000000 + shift.rate_ppm);
    return instant(nanos(&now) + (int64_t) left);
}

static int is_shifted(void) {
    return atomic_load(&control->gained) || atomic_load(&control->rate_ppm) || atomic_load(&control->wall_ahead);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
    if (!is_shifted()) {
        return real_timedwait(condition, mutex, until);
    }
    struct timespec translated = on_machine(until);
    return real_timedwait(condition, mutex, &translated);
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
        const struct timespec *until) {
    if (!is_shifted()) {
        return real_clockwait(condition, mutex, clock, until);
    }
    struct timespec translated = on_machine(until);
    return real_clockwait(condition, mutex, clock, &translated);
}

/* ---- disk */

static int is_on_disk(int file) {
    char link[64];
    char path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path);
    return length > (ssize_t) disk_length && memcmp(path, disk, disk_length) == 0 && path[disk_length] == '/';
}

static void pause_for(int64_t length) {
    struct timespec left = instant(length);
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

static void wait_while(_Atomic int64_t *stalled) {
    while (atomic_load(stalled)) {
        pause_for(2000000);
    }
}

/* How many of the wanted bytes still fit; -1 (ENOSPC) if none does. Nothing that is there already is given back. */
static ssize_t fitting(int file, size_t wanted) {
    if (!atomic_load(&control->stall) && !atomic_load(&control->full)) {
        return wanted;
    }
    if (!is_on_disk(file)) {
        return wanted;
    }
    wait_while(&control->stall);
    if (!atomic_load(&control->full) || wanted == 0) {
        return wanted;
    }
    int64_t space = atomic_load(&control->space);
    int64_t fits;
    do {
        fits = space < (int64_t) wanted ? space : (int64_t) wanted;
    } while (fits > 0 && !atomic_compare_exchange_weak(&control->space, &space, space - fits));
    if (fits <= 0) {
        atomic_fetch_add(&control->refused, 1);
        errno = ENOSPC;
        return -1;
    }
    return fits;
}

/*
 * Where what was written ends; -1 if that makes no sense for the file. Not its length, since space may be allocated
 * ahead, but where the next write goes, or where the last sync found the end; the length only if the file was opened
 * for nothing but the sync.
 */
static int64_t written_end(int file) {
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        return -1;
    }
    int64_t position = lseek(file, 0, SEEK_CUR);
    int64_t noted = 0;
    if (fgetxattr(file, "user.synced", &noted, sizeof noted) != sizeof noted) {
        noted = 0;
    }
    int64_t end = position <= 0 ? status.st_size : position > noted ? position : noted;
    return end < status.st_size ? end : status.st_size;
}

static int sync_file(int file, int (*sync)(int)) {
    if (control == &nothing || !is_on_disk(file)) {
        return sync(file);
    }
    wait_while(&control->stall);
    wait_while(&control->hold_syncs);
    int64_t delay = atomic_load(&control->sync_delay);
    if (delay > 0) {
        pause_for(delay);
    }
    if (atomic_load(&control->fail_sync)) {
        atomic_fetch_add(&control->refused, 1);
        errno = EIO;
        return -1;
    }
    int64_t end = written_end(file);
    int result = sync(file);
    if (result == 0 && end >= 0 && fsetxattr(file, "user.synced", &end, sizeof end, 0) != 0) {
        atomic_fetch_add(&control->unnoted, 1);
    }
    return result;
}

int fsync(int file) {
    return sync_file(file, real_fsync);
}

int fdatasync(int file) {
    return sync_file(file, real_fdatasync);
}

static int synced_already(int file) {
    (void) file;
    return 0;
}

/* To a file opened with O_DSYNC each write is a sync as well. */
static ssize_t written(int file, ssize_t count) {
    int syncs = count > 0 && control != &nothing && (fcntl(file, F_GETFL) & O_DSYNC) != 0;
    return syncs && sync_file(file, synced_already) != 0 ? -1 : count;
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t fits = fitting(file, count);
    return fits < 0 ? -1 : written(file, real_write(file, bytes, fits));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    ssize_t fits = fitting(file, count);
    return fits < 0 ? -1 : written(file, real_pwrite(file, bytes, fits, at));
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    size_t wanted = 0;
    for (int i = 0; i < count; i++) {
        wanted += parts[i].iov_len;
    }
    ssize_t fits = fitting(file, wanted);
    if (fits < 0) {
        return -1;
    }
    if ((size_t) fits == wanted) {
        return real_writev(file, parts, count);
    }
    /* As much of the first part that holds anything as fits: a short write is always allowed. */
    while (parts->iov_len == 0) {
        parts++;
    }
    return real_write(file, parts->iov_base, parts->iov_len < (size_t) fits ? parts->iov_len : (size_t) fits);
}
