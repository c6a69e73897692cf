package io.arbiter.server.config;

import io.arbiter.server.config.ServerConfig.Listen;
import io.arbiter.server.config.ServerConfig.Tls;
import io.arbiter.tls.IdentityRule;
import io.arbiter.tls.TlsFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Certificates, or plaintext that stays on this machine, or plaintext that somebody has asked for in so many words. */
final class TlsSettings {
    private static final List<Key<Path>> FILES = List.of(Keys.TLS_CERTIFICATE, Keys.TLS_KEY, Keys.TLS_TRUST);

    private final Settings settings;

    TlsSettings(Settings settings) {
        this.settings = settings;
    }

    /**
     * Notes the mistakes in the settings.
     *
     * @param listen its addresses are null if they are mistakes
     */
    Tls tls(Listen listen) {
        Optional<TlsFiles> files = files();
        String trustDomain = settings.get(Keys.TLS_DOMAIN);
        List<IdentityRule> identities =
                Optional.ofNullable(settings.get(Keys.TLS_IDENTITIES)).orElse(List.of());
        boolean insecure = Boolean.TRUE.equals(settings.get(Keys.TLS_INSECURE));
        if (insecure && files.isPresent()) {
            settings.mistake(
                    Keys.TLS_INSECURE.name(), "'true', beside tls.certificate", "certificates, or true, but not both");
        } else if (!insecure && isNone()) {
            refusePlaintext(listen);
        }
        return new Tls(files, trustDomain, identities, insecure);
    }

    private boolean isNone() {
        return FILES.stream().noneMatch(this::isSet);
    }

    private boolean isSet(Key<?> key) {
        return settings.find(key.name()).isPresent();
    }

    private Optional<TlsFiles> files() {
        if (isNone()) {
            return Optional.empty();
        }
        FILES.stream()
                .filter(key -> !isSet(key))
                .forEach(key -> settings.mistake(
                        key.name(), "missing", "a path: all of tls.certificate, tls.key and tls.trust, or none"));
        Path certificate = settings.get(Keys.TLS_CERTIFICATE);
        Path key = settings.get(Keys.TLS_KEY);
        Path trust = settings.get(Keys.TLS_TRUST);
        boolean isWhole = certificate != null && key != null && trust != null;
        return isWhole ? Optional.of(new TlsFiles(certificate, key, trust)) : Optional.empty();
    }

    private void refusePlaintext(Listen listen) {
        Map<String, HostPort> addresses = new LinkedHashMap<>();
        addresses.put("raft.listen", listen.raft());
        addresses.put("client.listen", listen.client());
        addresses.put("http.listen", listen.http());
        addresses.entrySet().stream()
                .filter(address -> Objects.nonNull(address.getValue())
                        && !address.getValue().isLoopback())
                .findFirst()
                .ifPresent(open -> settings.mistake(
                        Keys.TLS_CERTIFICATE.name(),
                        "missing, while " + open.getKey() + " is " + open.getValue(),
                        "tls.certificate, tls.key and tls.trust, since whoever reaches that address could speak as a "
                                + "node; or addresses on loopback; or tls.insecure: true"));
    }
}
