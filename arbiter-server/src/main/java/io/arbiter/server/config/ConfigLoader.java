package io.arbiter.server.config;

import io.arbiter.server.config.ServerConfig.Listen;
import io.arbiter.server.config.ServerConfig.Tls;
import io.arbiter.server.consensus.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads a node's configuration: the file, then the environment over it, then the flags. */
public final class ConfigLoader {
    private final Settings settings = new Settings();

    private ConfigLoader() {}

    /**
     * @param environment e.g. {@code System.getenv()}
     * @param assignments of {@code --set}, each {@code key=value}
     * @throws ConfigException with every mistake found
     */
    public static ServerConfig load(Path file, Map<String, String> environment, List<String> assignments)
            throws ConfigException {
        ConfigLoader loader = new ConfigLoader();
        YamlSource.read(file, loader.settings);
        if (loader.settings.mistakes().isEmpty()) {
            Overrides.environment(environment, loader.settings);
            Overrides.flags(assignments, loader.settings);
            KnownKeys.refuseOthers(loader.settings);
        }
        return loader.config();
    }

    private ServerConfig config() throws ConfigException {
        boolean readable =
                settings.mistakes().stream().noneMatch(mistake -> mistake.key().equals("--config"));
        if (!readable) {
            throw new ConfigException(settings.mistakes());
        }
        String node = settings.get(Keys.NODE);
        List<Member> members = members();
        refuseUnknownNode(node);
        String cluster = settings.get(Keys.CLUSTER);
        Path dataDir = settings.get(Keys.DATA_DIR);
        Profile profile = settings.get(Keys.PROFILE);
        Listen listen = new Listen(
                listen(Keys.RAFT_LISTEN, Keys.PEER_RAFT, node),
                listen(Keys.CLIENT_LISTEN, Keys.PEER_CLIENT, node),
                settings.get(Keys.HTTP_LISTEN));
        refuseSharedPorts(listen);
        Tls tls = new TlsSettings(settings).tls(listen);
        OptionalSettings optional = new OptionalSettings(settings);
        if (!settings.mistakes().isEmpty()) {
            throw new ConfigException(settings.mistakes());
        }
        return optional.complete(new ServerConfig(
                cluster,
                node,
                dataDir,
                profile,
                members,
                listen,
                false,
                tls,
                TokenFloor.NONE,
                Optional.empty(),
                Set.of(),
                null,
                null,
                0,
                Optional.empty(),
                null));
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (String name : settings.nodes()) {
            if (!name.matches(ValueType.NAME)) {
                settings.mistake(
                        "peers." + name, "'" + name + "'", ValueType.name().expected());
            }
            String region = settings.get(Keys.PEER_REGION, "peers." + name + ".region");
            HostPort raft = settings.get(Keys.PEER_RAFT, "peers." + name + ".raft");
            HostPort client = settings.get(Keys.PEER_CLIENT, "peers." + name + ".client");
            members.add(new Member(name, Objects.toString(region), Objects.toString(raft), Objects.toString(client)));
        }
        refuseOddCluster(members);
        refuseSharedAddresses(members);
        return members;
    }

    private void refuseOddCluster(List<Member> members) {
        if (!List.of(1, 3, 5).contains(members.size())) {
            settings.mistake(
                    "peers",
                    members.size() + " nodes",
                    "1, 3 or 5: an even number tolerates no more failures " + "than the odd one below it");
        }
    }

    private void refuseSharedAddresses(List<Member> members) {
        Map<String, String> users = new HashMap<>();
        for (Member member : members) {
            unique(users, "peers." + member.name() + ".raft", member.raftAddress());
            unique(users, "peers." + member.name() + ".client", member.clientAddress());
        }
    }

    private void refuseSharedPorts(Listen listen) {
        Map<String, String> users = new HashMap<>();
        unique(users, "raft.listen", Objects.toString(listen.raft()));
        unique(users, "client.listen", Objects.toString(listen.client()));
        unique(users, "http.listen", Objects.toString(listen.http()));
    }

    private void unique(Map<String, String> users, String key, String address) {
        String other = address.equals("null") || address.endsWith(":0") ? null : users.putIfAbsent(address, key);
        if (other != null) {
            settings.mistake(key, "'" + address + "', which is also " + other, "an address of its own");
        }
    }

    private void refuseUnknownNode(String node) {
        if (node != null && !settings.nodes().contains(node)) {
            settings.mistake(
                    Keys.NODE.name(),
                    settings.find(Keys.NODE.name()).orElseThrow().toString(),
                    "one of the nodes in peers: " + String.join(", ", settings.nodes()));
        }
    }

    /** By default a node listens where the others reach it. */
    private HostPort listen(Key<HostPort> key, Key<HostPort> peer, String node) {
        HostPort explicit = settings.get(key);
        String name = peer.name().replace("*", String.valueOf(node));
        boolean fallBack = explicit == null
                && settings.find(key.name()).isEmpty()
                && settings.find(name).isPresent();
        try {
            return fallBack ? HostPort.parse(settings.find(name).get().text()) : explicit;
        } catch (IllegalArgumentException e) {
            return null; // Noted already as a mistake of the peer's address.
        }
    }
}
