package io.arbiter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** deploy/arbiter-server.reference.yaml agrees with the code. */
class ReferenceFileTest {
    private static final Path FILE = Path.of("..", "deploy", "arbiter-server.reference.yaml");

    private static Settings read() {
        Settings settings = new Settings();
        YamlSource.read(FILE, settings);
        assertThat(settings.mistakes()).isEmpty();
        return settings;
    }

    @Test
    void itHasEveryKeyAndNoOther() {
        Settings settings = read();
        assertThat(new TreeSet<>(KnownKeys.names(settings.nodes())))
                .containsExactlyInAnyOrderElementsOf(settings.keys());
    }

    @Test
    void itsValuesAreTheDefaults() {
        Settings settings = read();
        for (Key<?> key : Keys.ALL) {
            if (!key.isRequired() && !key.defaultText().isEmpty()) {
                assertThat(settings.find(key.name()).orElseThrow().text())
                        .as(key.name())
                        .isEqualTo(key.defaultText());
            }
        }
    }

    @Test
    void itIsValid() throws Exception {
        ServerConfig config = ConfigLoader.load(FILE, Map.of(), List.of());
        assertThat(config.listen().raft().toString()).isEqualTo(config.self().raftAddress());
        assertThat(config.listen().client().toString()).isEqualTo(config.self().clientAddress());
    }
}
