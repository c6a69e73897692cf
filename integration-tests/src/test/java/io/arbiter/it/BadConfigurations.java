package io.arbiter.it;

import java.util.LinkedHashMap;
import java.util.Map;

/** Configuration files with one mistake each. */
final class BadConfigurations {
    private static final String GOOD = """
            cluster: arbiter
            node: us-east
            data-dir: data
            raft:
              listen: 127.0.0.1:7400
            client:
              listen: 127.0.0.1:7401
            http:
              listen: 127.0.0.1:7402
            peers:
              us-east: {region: us-east, raft: "127.0.0.1:7400", client: "127.0.0.1:7401"}
              us-west: {region: us-west, raft: "127.0.0.2:7400", client: "127.0.0.2:7401"}
              eu-central: {region: eu-central, raft: "127.0.0.3:7400", client: "127.0.0.3:7401"}
            """;
    static final Map<String, String> ROWS = rows();

    private BadConfigurations() {}

    private static Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("an empty configuration", "");
        rows.put("a configuration that is no YAML", "node: [us-east");
        rows.put("a configuration without `cluster`", GOOD.replace("cluster: arbiter\n", ""));
        rows.put("a `node` that is not among the peers", GOOD.replace("node: us-east", "node: ap-south"));
        rows.put("a misspelt key", GOOD.replace("data-dir:", "data-dri:"));
        rows.put("a port of 70000", GOOD.replace("listen: 127.0.0.1:7402", "listen: localhost:70000"));
        rows.put("an address without a port", GOOD.replace("listen: 127.0.0.1:7400", "listen: 127.0.0.1"));
        rows.put("an unknown profile", GOOD + "profile: lan\n");
        rows.put("a duration without a unit", GOOD + "grace: 5\n");
        rows.put("a duplicate key", GOOD + "node: us-west\n");
        rows.put("peers as a list", GOOD.replaceAll("(?s)peers:.*", "peers: [us-east, us-west]\n"));
        return rows;
    }
}
