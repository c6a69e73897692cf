/** Certificates of nodes and clients, and the identities in them. */
@SuppressWarnings("requires-automatic")
module io.arbiter.tls {
    requires io.grpc.util;
    requires org.slf4j;

    exports io.arbiter.tls;
}
