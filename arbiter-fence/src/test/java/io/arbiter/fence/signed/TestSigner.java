package io.arbiter.fence.signed;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Signs as a cluster does, written from docs/signed-tokens.md; its facts can be set one by one. */
public final class TestSigner {
    /** A token that the server's tests pin: what that side writes, this side reads. */
    public static final String GOLDEN =
            "arbiter-token-1.oFCDfYUHBYIAAAAAAAAAKgAAAaMYXFAAAAljbHVzdGVyLTEACW9yZGVycy_DvAAHdX"
                    + "MtZWFzdAAuc3BpZmZlOi8vYXJiaXRlci9yZWdpb24vdXMtZWFzdC9zaWRlY2FyL29yZGVycw.5hEuMYrYchkBPs6kAYqbVbTnz7m_8xwywr"
                    + "3PK2mEDOc-oKvoePNH6qsW3hdGby0eZav2Dhra8s6GVgj5GPXBCg";

    public static final String GOLDEN_KEYS = "arbiter-keys 1\ncluster cluster-1\n"
            + "key a050837d85070582 MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n";

    static final Instant NOW = Instant.ofEpochMilli(1_799_990_000_000L);

    private final KeyPair pair;
    private String cluster = "cluster-1";
    private String region = "us-east";
    private Instant notAfter = NOW.plusSeconds(3_600);

    public TestSigner() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    TestSigner ofCluster(String other) {
        cluster = other;
        return this;
    }

    TestSigner forRegion(String other) {
        region = other;
        return this;
    }

    TestSigner until(Instant end) {
        notAfter = end;
        return this;
    }

    /** The line of the published keys. */
    public String line() {
        byte[] key = pair.getPublic().getEncoded();
        return "key " + keyId() + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    public static TrustedKeys trusting(TestSigner... signers) {
        var text = new StringBuilder("arbiter-keys 1\ncluster cluster-1\n");
        for (TestSigner signer : signers) {
            text.append(signer.line());
        }
        return TrustedKeys.parse(text.toString());
    }

    String keyId() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String sign(String resource, long token) {
        try {
            var payload = new ByteArrayOutputStream();
            var out = new DataOutputStream(payload);
            out.write(HexFormat.of().parseHex(keyId()));
            out.writeLong(token);
            out.writeLong(notAfter.toEpochMilli());
            for (String text : new String[] {cluster, resource, region, "spiffe://arbiter/region/us-east/sidecar/a"}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(utf8.length);
                out.write(utf8);
            }
            return signed("arbiter-token-1." + base64(payload.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String signed(String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
