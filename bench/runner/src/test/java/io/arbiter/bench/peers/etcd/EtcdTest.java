package io.arbiter.bench.peers.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.bench.contest.Site;
import io.arbiter.bench.peers.ContestantContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine without etcd these tests hold too: then the system has to report the remedy. */
class EtcdTest {
    private final Etcd etcd = new Etcd();

    @TempDir
    private Path directory;

    @Test
    void takesPartOnLocalhost() throws Exception {
        if (etcd.missing().isEmpty()) {
            assertThat(etcd.version()).matches("etcd \\d+\\.\\d+\\.\\d+.*, through the stubs of jetcd-grpc");
            new ContestantContract(etcd, directory).holdsOnLocalhost();
        } else {
            refusesToTakePart(etcd);
        }
    }

    @Test
    void takesPartOverTheWan() throws Exception {
        if (etcd.missingOnWan().isEmpty()) {
            new ContestantContract(etcd, directory).holdsOverTheWan();
        } else if (etcd.missing().isPresent()) {
            refusesToTakePart(etcd);
        } else {
            refusesTheWan(etcd);
        }
    }

    @Test
    void saysThatOnlyRootMayRunItOverTheWan() throws Exception {
        Files.createFile(
                directory.resolve("etcd"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String user = System.getProperty("user.name");
        System.setProperty("user.name", "nobody");
        try {
            refusesTheWan(new Etcd(List.of(directory)));
        } finally {
            System.setProperty("user.name", user);
        }
    }

    private void refusesTheWan(Etcd unprivileged) throws Exception {
        assertThat(unprivileged.missing()).isEmpty();
        assertThat(unprivileged.missingOnWan())
                .hasValueSatisfying(why -> assertThat(why).contains("as root"));
        try (Site site = Site.wan(directory)) {
            assertThatThrownBy(() -> unprivileged.start(site)).hasMessageContaining("as root");
        }
    }

    @Test
    void saysWhatToDoWhereItIsMissing() throws Exception {
        refusesToTakePart(new Etcd(List.of(directory)));
    }

    private void refusesToTakePart(Etcd missing) throws Exception {
        assertThat(missing.missing()).hasValueSatisfying(why -> assertThat(why).contains("bench/install-peers"));
        assertThat(missing.missingOnWan()).isEqualTo(missing.missing());
        try (Site site = Site.local(directory)) {
            assertThatThrownBy(() -> missing.start(site)).hasMessageContaining("bench/install-peers");
        }
    }
}
