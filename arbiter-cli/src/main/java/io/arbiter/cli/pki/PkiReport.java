package io.arbiter.cli.pki;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.text.Table;
import io.arbiter.tls.Identity;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;

/** Writes certificates, and tells what was written: names of files, identities, ends; never a key. */
final class PkiReport {
    private final PkiDirectory directory;
    private final Table table = new Table("CERTIFICATE", "IDENTITY", "VALID UNTIL");
    private final JsonArray written = new JsonArray();

    PkiReport(PkiDirectory directory) {
        this.directory = directory;
    }

    /** @param name of its files */
    void write(String name, Identity identity, Credential credential) {
        directory.write(name, credential);
        table.row(directory.certificate(name), identity.toString(), end(credential.leaf()));
        JsonObject one = new JsonObject();
        one.addProperty("certificate", directory.certificate(name).toString());
        one.addProperty("key", directory.key(name).toString());
        one.addProperty("identity", identity.toString());
        one.addProperty("notAfter", end(credential.leaf()));
        written.add(one);
    }

    void print(Output output) {
        JsonArray trusted = new JsonArray();
        directory.chain(PkiDirectory.AUTHORITY).forEach(ca -> trusted.add(authority(ca)));
        if (output.json()) {
            JsonObject all = new JsonObject();
            all.addProperty("trust", trust());
            all.add("authorities", trusted);
            all.add("certificates", written);
            output.object(all);
            return;
        }
        if (!written.isEmpty()) {
            output.table(table);
        }
        output.say(trust() + " trusts " + trusted.size() + (trusted.size() == 1 ? " authority" : " authorities")
                + "; the key of each .crt is the .key beside it");
        output.note("for development only: whoever reads " + directory.key(PkiDirectory.AUTHORITY)
                + " can make any identity");
    }

    private String trust() {
        return directory.certificate(PkiDirectory.AUTHORITY).toString();
    }

    private static JsonObject authority(X509Certificate certificate) {
        JsonObject one = new JsonObject();
        one.addProperty("subject", certificate.getSubjectX500Principal().getName());
        one.addProperty("notAfter", end(certificate));
        return one;
    }

    private static String end(X509Certificate certificate) {
        return certificate
                .getNotAfter()
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
