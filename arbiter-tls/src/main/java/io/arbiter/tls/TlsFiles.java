package io.arbiter.tls;

import java.nio.file.Path;

/**
 * The three PEM files of a node or a client.
 *
 * @param certificate its certificate, first, then those that lead to a trusted one, if any
 * @param key its private key, RSA or EC, in PKCS#8 without a password
 * @param trust certificates of the authorities whose certificates are accepted; several while one takes another's place
 */
public record TlsFiles(Path certificate, Path key, Path trust) {}
