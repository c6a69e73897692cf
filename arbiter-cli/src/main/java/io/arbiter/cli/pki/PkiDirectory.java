package io.arbiter.cli.pki;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.text.Text;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of an authority and of what it signed: ca.crt, which everyone trusts, ca.key, and a .crt and a .key for
 * each identity. A file is replaced whole, so that a reader never sees half of it. Keys are readable by their owner
 * alone.
 */
record PkiDirectory(Path path) {
    static final String AUTHORITY = "ca";
    private static final String CERTIFICATE = ".crt";
    private static final String KEY = ".key";
    private static final int MOST_CHARS = 200;

    Path certificate(String name) {
        return path.resolve(name + CERTIFICATE);
    }

    Path key(String name) {
        return path.resolve(name + KEY);
    }

    /** Throws if one of these is there already: a replaced key is lost. */
    void requireAbsent(List<String> names) {
        List<Path> there = names.stream()
                .flatMap(name -> Stream.of(certificate(name), key(name)))
                .filter(Files::exists)
                .toList();
        if (!there.isEmpty()) {
            throw CliException.builder(ExitCode.REFUSED, "FILES_EXIST")
                    .message(shown(there.get(0))
                            + (there.size() == 1 ? "" : " and " + (there.size() - 1) + " more of these files")
                            + " exist already, and nothing was written")
                    .remedy("choose another --dir, or replace them with --force")
                    .build();
        }
    }

    /** Names of identities, in order. */
    List<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(CERTIFICATE))
                    .map(file -> file.substring(0, file.length() - CERTIFICATE.length()))
                    .filter(name -> !name.equals(AUTHORITY))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The certificates of a file, at least one. */
    List<X509Certificate> chain(String name) {
        Path file = certificate(name);
        try {
            List<X509Certificate> chain = Pem.certificates(Files.readString(file));
            if (chain.isEmpty()) {
                throw new CertificateException("it holds no certificate");
            }
            return chain;
        } catch (IOException | CertificateException e) {
            throw unreadable(file, e);
        }
    }

    /** The newest authority, whose key is here. */
    Authority authority() {
        List<X509Certificate> trusted = chain(AUTHORITY);
        Authority authority = new Authority(new Credential(trusted.subList(0, 1), key()));
        if (authority.trustDomain().isEmpty()) {
            throw unreadable(certificate(AUTHORITY), new CertificateException("it names no trust domain"));
        }
        return authority;
    }

    private PrivateKey key() {
        Path file = key(AUTHORITY);
        try {
            return Pem.key(Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    void write(String name, Credential credential) {
        write(key(name), Pem.of(credential.key()), "rw-------");
        write(name, credential.chain());
    }

    void write(String name, List<X509Certificate> certificates) {
        write(certificate(name), Pem.of(certificates), "rw-r--r--");
    }

    private void write(Path file, String text, String permissions) {
        try {
            Files.createDirectories(path);
            Path temporary = Files.createTempFile(
                    path,
                    ".",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CliException.builder(ExitCode.USAGE, "UNWRITABLE")
                    .message("cannot write " + shown(file) + ": " + why(e))
                    .remedy("give a --dir on a local disk that can be written")
                    .cause(e)
                    .build();
        }
    }

    private static String shown(Path file) {
        return Text.cut(file.toString(), MOST_CHARS);
    }

    /** The platform's message repeats the name of the file. */
    private static String why(Exception cause) {
        if (cause instanceof FileSystemException failed) {
            String reason = failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
            return cause instanceof NoSuchFileException ? "no such file" : reason;
        }
        return cause.getMessage();
    }

    private static CliException unreadable(Path file, Exception cause) {
        return CliException.builder(ExitCode.USAGE, "UNREADABLE")
                .message("cannot read " + shown(file) + ": " + why(cause))
                .remedy("make an authority first: arbiter pki dev --dir DIR")
                .cause(cause)
                .build();
    }
}
