package io.arbiter.server.codec;

import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.EndedLease;
import io.arbiter.core.machine.EndedSession;
import io.arbiter.core.machine.PromotionLedger;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StateSnapshot.SessionImage;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.policy.StoredPolicy;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.internal.v1.ResourceImageProto;
import io.arbiter.internal.v1.SnapshotChunk;
import io.arbiter.internal.v1.SnapshotFooter;
import io.arbiter.internal.v1.SnapshotFrame;
import io.arbiter.internal.v1.SnapshotHeader;
import io.arbiter.server.codec.auth.AuthDecoder;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PolicyCodec;
import io.arbiter.server.codec.policy.PromotionCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects one image from its frames. */
final class SnapshotReader {
    private final FrameReader frames;
    private final List<SessionImage> sessions = new ArrayList<>();
    private final Map<Long, SessionSpec> specs = new HashMap<>();
    private final List<ResourceImage> resources = new ArrayList<>();
    private final List<EndedLease> endings = new ArrayList<>();
    private final List<EndedSession> endedSessions = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<SigningKey> keys = new ArrayList<>();
    private final List<StoredPolicy> policies = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Promotion> promotions = new ArrayList<>();

    SnapshotReader(FrameReader frames) {
        this.frames = frames;
    }

    StateSnapshot read() throws IOException {
        SnapshotHeader header = header();
        byte[] digest = frames.digest();
        SnapshotFrame frame = frames.read();
        while (frame.hasChunk()) {
            collect(frame.getChunk());
            digest = frames.digest();
            frame = frames.read();
        }
        requireComplete(frame, digest);
        frames.requireEnd();
        return new StateSnapshot(
                ImageDecoder.identity(header),
                AuthDecoder.state(header.getAuthEnabled(), roles, bindings, keys),
                PolicyCodec.policies(header.getPoliciesVersion(), policies),
                PauseCodec.pauses(header.getPausesVersion(), pauses),
                new PromotionLedger.Image(header.getLastPromotion(), promotions),
                ImageDecoder.counters(header),
                sessions,
                resources,
                endings,
                endedSessions,
                events,
                header.getCompactedRevision(),
                sessions.stream().anyMatch(session -> !session.steps().isEmpty()));
    }

    private SnapshotHeader header() throws IOException {
        SnapshotFrame first = frames.read();
        if (!first.hasHeader()) {
            throw new DamagedSnapshotException("the snapshot does not begin with a header");
        }
        if (!SnapshotCodec.isKnown(first.getHeader().getFormat())) {
            throw new DamagedSnapshotException("snapshot of format "
                    + first.getHeader().getFormat() + ", expected " + SnapshotCodec.FORMAT + " to "
                    + SnapshotCodec.NEWEST
                    + "; run the release that wrote it, or a later one");
        }
        return first.getHeader();
    }

    private void collect(SnapshotChunk chunk) throws DamagedSnapshotException {
        for (var session : chunk.getSessionsList()) {
            SessionImage image = ImageDecoder.session(session);
            sessions.add(image);
            specs.put(image.id(), image.spec());
        }
        for (ResourceImageProto resource : chunk.getResourcesList()) {
            resources.add(ImageDecoder.resource(resource, specs));
        }
        chunk.getEndingsList().forEach(ending -> endings.add(ImageDecoder.ending(ending)));
        chunk.getEndedSessionsList().forEach(ended -> endedSessions.add(ImageDecoder.endedSession(ended)));
        chunk.getEventsList().forEach(event -> events.add(EventDecoder.decode(event)));
        chunk.getRolesList().forEach(role -> roles.add(AuthDecoder.role(role)));
        chunk.getBindingsList().forEach(binding -> bindings.add(AuthDecoder.binding(binding)));
        chunk.getSigningKeysList().forEach(key -> keys.add(AuthDecoder.key(key)));
        chunk.getPoliciesList().forEach(policy -> policies.add(PolicyCodec.decode(policy)));
        chunk.getPausesList().forEach(pause -> pauses.add(PauseCodec.decode(pause)));
        chunk.getPromotionsList().forEach(promotion -> promotions.add(PromotionCodec.decode(promotion)));
    }

    private void requireComplete(SnapshotFrame last, byte[] digest) throws DamagedSnapshotException {
        if (!last.hasFooter()) {
            throw new DamagedSnapshotException("a header or an unknown part in the middle of the snapshot");
        }
        SnapshotFooter footer = last.getFooter();
        if (!Arrays.equals(footer.getSha256().toByteArray(), digest)) {
            throw new DamagedSnapshotException("the snapshot does not match its digest");
        }
        requireCount("sessions", footer.getSessions(), sessions);
        requireCount("resources", footer.getResources(), resources);
        requireCount("endings", footer.getEndings(), endings);
        requireCount("ended sessions", footer.getEndedSessions(), endedSessions);
        requireCount("events", footer.getEvents(), events);
        requireCount("roles", footer.getRoles(), roles);
        requireCount("bindings", footer.getBindings(), bindings);
        requireCount("signing keys", footer.getSigningKeys(), keys);
        requireCount("policies", footer.getPolicies(), policies);
        requireCount("pauses", footer.getPauses(), pauses);
        requireCount("promotions", footer.getPromotions(), promotions);
        requireResources();
    }

    /** Right checksums do not make a state: what is being promoted has to be there. */
    private void requireResources() throws DamagedSnapshotException {
        Set<String> missing = promotions.stream()
                .filter(promotion -> promotion.state().isOpen())
                .map(Promotion::resource)
                .collect(Collectors.toSet());
        resources.forEach(resource -> missing.remove(resource.name()));
        if (!missing.isEmpty()) {
            throw new DamagedSnapshotException(
                    "a promotion of " + missing.iterator().next() + ", which the snapshot does not contain");
        }
    }

    private static void requireCount(String what, long expected, List<?> found) throws DamagedSnapshotException {
        if (found.size() != expected) {
            throw new DamagedSnapshotException(
                    "the snapshot has " + found.size() + " " + what + ", expected " + expected);
        }
    }
}
