package io.arbiter.simulation.identity;

/** Known ways to take one cluster's clients for another's. The defaults are what production does. */
enum IdentityMutant {
    NONE,

    /** Each cluster counts its sessions from 1. */
    SESSION_IDS_FROM_ONE {
        @Override
        long sessionIdsAbove(long byTheRule) {
            return 0;
        }
    },

    /** A node does not compare the cluster that a request names with its own. */
    CLUSTER_NOT_COMPARED {
        @Override
        boolean refuses(String named, String own) {
            return false;
        }
    };

    long sessionIdsAbove(long byTheRule) {
        return byTheRule;
    }

    boolean refuses(String named, String own) {
        return !named.isEmpty() && !named.equals(own);
    }
}
