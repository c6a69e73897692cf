package io.arbiter.server.tls;

import io.arbiter.tls.Identity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * A certificate with the names that a text gives it, a line each: alternative names as {@code uri:}, {@code dns:},
 * {@code mail:}, {@code ip:}, {@code dir:} or {@code other:}, and parts of the subject as {@code CN=} or {@code O=}, in
 * the order of RFC 2253; {@code +O=} joins the part before, {@code O/bmp=} is written as that kind of string. What the
 * names mean is found without any of the code under test.
 */
record DrawnCertificate(List<String> lines) {
    /** The rules that {@link #byRule} knows. */
    static final String RULES =
            "dns:*.orders.example -> region/us-east/sidecar/*; subject:CN=*,O=Example -> operator/*";

    private static final Map<String, Integer> TAGS =
            Map.of("other", 0, "mail", 1, "dns", 2, "dir", 4, "uri", 6, "ip", 7);
    private static final Pattern NAME = Pattern.compile("(\\w+):(.*)", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile("(\\+?)(CN|O)(?:/(\\w+))?=(.*)", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+)\\.orders\\.example");
    private static final Set<String> OTHER_STRINGS = Set.of("bmp", "ia5", "t61", "bytes");
    private static final SubjectPublicKeyInfo KEY = key();

    static DrawnCertificate of(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // no half pairs
        return new DrawnCertificate(List.of(whole.split("\n", -1)));
    }

    private static SubjectPublicKeyInfo key() {
        try {
            return SubjectPublicKeyInfo.getInstance(KeyPairGenerator.getInstance("EC")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** With a signature that nobody has made: whether it is trusted is not the question here. */
    X509Certificate certificate() throws CertificateException, IOException {
        var parts = new ArrayList<>(parts());
        Collections.reverse(parts);
        var draft = new X509v3CertificateBuilder(
                new X500Name("CN=authority"),
                BigInteger.ONE,
                new Date(0),
                new Date(Long.MAX_VALUE / 1_000_000),
                new X500Name(parts.stream()
                        .map(part -> new RDN(part.toArray(AttributeTypeAndValue[]::new)))
                        .toArray(RDN[]::new)),
                KEY);
        ASN1Encodable[] names = lines.stream()
                .map(NAME::matcher)
                .filter(line -> line.matches() && TAGS.containsKey(line.group(1)))
                .map(line -> new DERTaggedObject(
                        line.group(1).equals("dir"), TAGS.get(line.group(1)), new DEROctetString(bytes(line.group(2)))))
                .toArray(ASN1Encodable[]::new);
        if (names.length > 0) {
            draft.addExtension(Extension.subjectAlternativeName, false, new DERSequence(names));
        }
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(draft.build(new NoSigner()).getEncoded()));
    }

    private List<List<AttributeTypeAndValue>> parts() {
        List<List<AttributeTypeAndValue>> parts = new ArrayList<>();
        for (Matcher part : subject()) {
            if (part.group(1).isEmpty() || parts.isEmpty()) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(attribute(part));
        }
        return parts;
    }

    private List<Matcher> subject() {
        return lines.stream().map(PART::matcher).filter(Matcher::matches).toList();
    }

    private static AttributeTypeAndValue attribute(Matcher part) {
        ASN1ObjectIdentifier type = part.group(2).equals("CN") ? BCStyle.CN : BCStyle.O;
        String value = part.group(4);
        return new AttributeTypeAndValue(
                type,
                switch (String.valueOf(part.group(3))) {
                    case "print" -> new DERPrintableString(value);
                    case "bmp" -> new DERBMPString(value);
                    case "ia5" -> new DERIA5String(value);
                    case "t61" -> new DERT61String(value);
                    case "bytes" -> new DEROctetString(bytes(value));
                    default -> new DERUTF8String(value);
                });
    }

    private static byte[] bytes(String text) {
        boolean latin = text.chars().allMatch(each -> each < 256);
        return text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** The values of that kind of alternative name. */
    List<String> names(String kind) {
        return lines.stream()
                .filter(line -> line.startsWith(kind + ":"))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    /** Also those that are wrongly written. */
    List<String> spiffeIds() {
        return names("uri").stream()
                .filter(uri -> uri.toLowerCase(Locale.ROOT).startsWith("spiffe:"))
                .toList();
    }

    /** The identities that {@link #RULES} give it; a subject counts only in strings that have one reading. */
    Set<String> byRule() {
        var found = new TreeSet<String>();
        for (String dns : names("dns")) {
            Matcher host = HOST.matcher(dns.toLowerCase(Locale.ROOT));
            if (host.matches() && dns.chars().allMatch(each -> each < 128)) {
                addIfValid(found, "spiffe://arbiter/region/us-east/sidecar/" + host.group(1));
            }
        }
        List<Matcher> subject = subject();
        if (subject.size() == 2
                && subject.stream().noneMatch(part -> OTHER_STRINGS.contains(String.valueOf(part.group(3))))
                && subject.get(1).group(1).isEmpty()
                && subject.get(0).group(2).equals("CN")
                && subject.get(1).group(2).equals("O")
                && subject.get(1).group(4).equals("Example")) {
            addIfValid(found, "spiffe://arbiter/operator/" + subject.get(0).group(4));
        }
        return found;
    }

    private static void addIfValid(Set<String> found, String id) {
        if (isIdentity(id)) {
            found.add(id);
        }
    }

    static boolean isIdentity(String id) {
        try {
            return Identity.parse(id).toString().equals(id);
        } catch (CertificateException none) {
            return false;
        }
    }

    private static final class NoSigner implements ContentSigner {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public byte[] getSignature() {
            return new byte[64];
        }
    }
}
