package io.arbiter.tls;

import java.time.Instant;
import java.util.Optional;

/** The three files, and what they held when they were last looked at. Not thread-safe. */
final class CredentialFiles {
    private final TlsFiles files;
    private final IdentityMapping mapping;
    private FileTexts used;
    private FileTexts seen;
    private Identity identity;
    private String complaint = "";

    CredentialFiles(TlsFiles files, IdentityMapping mapping) {
        this.files = files;
        this.mapping = mapping;
    }

    CredentialSet load() throws TlsException {
        used = FileTexts.read(files);
        CredentialSet set = CredentialSet.of(used, mapping, Instant.now());
        identity = set.identity();
        return set;
    }

    /**
     * What they hold, if that is new, and was the same at the last look: of a file that is just being written, the
     * first half may pass for a whole one.
     *
     * @throws TlsException if that cannot be used; once for each reason
     */
    Optional<CredentialSet> changed() throws TlsException {
        try {
            Optional<CredentialSet> changed = settled();
            complaint = changed.isPresent() ? "" : complaint;
            return changed;
        } catch (TlsException unusable) {
            if (unusable.getMessage().equals(complaint)) {
                return Optional.empty();
            }
            complaint = unusable.getMessage();
            throw unusable;
        }
    }

    private Optional<CredentialSet> settled() throws TlsException {
        FileTexts now = FileTexts.read(files);
        boolean isSettled = now.equals(seen);
        seen = now;
        if (!isSettled || now.equals(used)) {
            return Optional.empty();
        }
        CredentialSet set = CredentialSet.of(now, mapping, Instant.now());
        if (!set.identity().equals(identity)) {
            throw new TlsException(files.certificate() + " is for " + set.identity() + ", expected " + identity
                    + " as before: a process that is to be another is started anew");
        }
        used = now;
        return Optional.of(set);
    }
}
