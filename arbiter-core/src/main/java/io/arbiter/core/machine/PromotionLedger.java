package io.arbiter.core.machine;

import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.promotion.Promotion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The promotions under way, at most one for a resource, and the newest of those that have ended. Public methods read;
 * only the machine's package changes it. Not thread-safe.
 */
public final class PromotionLedger {
    /** So many are kept however old they are: a wall clock that runs ahead must not empty the ledger. */
    static final int KEPT = 1_000;
    /** Beyond them, those are dropped whose end is as long ago as this. */
    static final long MAX_AGE_MILLIS = 400L * 24 * 3_600_000;

    private final State state;
    private final Limits limits;
    private final TreeMap<Long, Promotion> open = new TreeMap<>();
    /** In the order of their ends, which numbers of this replica alone stand for. */
    private final TreeMap<Long, Promotion> ended = new TreeMap<>();

    private final LinkedHashMap<Long, Long> endNumbers = new LinkedHashMap<>();
    private final TreeMap<String, Long> openByResource = new TreeMap<>();
    /** Who asked, and the id of his request, to the promotion. */
    private final LinkedHashMap<String, Long> byRequest = new LinkedHashMap<>();
    /** Resources whose periods may have changed since a listener was told. */
    private final TreeSet<String> touched = new TreeSet<>();

    private long lastId;
    private long lastEnd;

    PromotionLedger(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
    }

    /** The newest id; 0 if there never was a promotion. */
    public long lastId() {
        return lastId;
    }

    /** Those under way, by id. */
    public NavigableMap<Long, Promotion> open() {
        return Collections.unmodifiableNavigableMap(open);
    }

    /** Those that have ended and are remembered, whichever ended first in front. */
    public Collection<Promotion> ended() {
        return Collections.unmodifiableCollection(ended.values());
    }

    public Optional<Promotion> find(long id) {
        Long number = endNumbers.get(id);
        return Optional.ofNullable(number == null ? open.get(id) : ended.get(number));
    }

    /** The promotion of this resource that is under way. */
    public Optional<Promotion> ofResource(String resource) {
        return Optional.ofNullable(openByResource.get(resource)).map(open::get);
    }

    /** The promotion that this caller asked for under this request id. */
    Optional<Promotion> ofRequest(PromotionRequest request) {
        return Optional.ofNullable(byRequest.get(key(request))).flatMap(this::find);
    }

    /** Ids of requests mean something beside their author alone. */
    private static String key(PromotionRequest request) {
        return request.by().identity().identity() + '\n' + request.requestId();
    }

    boolean isFull() {
        return open.size() >= limits.openPromotions();
    }

    long nextId() {
        lastId = Math.addExact(lastId, 1);
        return lastId;
    }

    /** Stores a promotion in the place of its former state. */
    void put(Promotion promotion) {
        Promotion before = open.get(promotion.id());
        store(promotion, lastEnd + 1);
        Map<Long, Promotion> dropped = dropOldest();
        state.changed(() -> {
            dropped.forEach((number, old) -> store(old, number));
            remove(promotion);
            if (before != null) {
                store(before, 0);
            }
        });
    }

    /** @param number of its end; counts for nothing while it is open */
    private void store(Promotion promotion, long number) {
        remove(promotion);
        if (promotion.state().isOpen()) {
            open.put(promotion.id(), promotion);
            openByResource.put(promotion.resource(), promotion.id());
        } else {
            ended.put(number, promotion);
            endNumbers.put(promotion.id(), number);
            lastEnd = Math.max(lastEnd, number);
        }
        byRequest.put(key(promotion.request()), promotion.id());
        touch(promotion.resource());
    }

    private void remove(Promotion promotion) {
        open.remove(promotion.id());
        Long number = endNumbers.remove(promotion.id());
        if (number != null) {
            ended.remove(number);
        }
        openByResource.remove(promotion.resource(), promotion.id());
        byRequest.remove(key(promotion.request()), promotion.id());
        touch(promotion.resource());
    }

    private Map<Long, Promotion> dropOldest() {
        var dropped = new TreeMap<Long, Promotion>();
        while (ended.size() > limits.rememberedPromotions() || ended.size() > KEPT && isOld(ended.firstEntry())) {
            var oldest = ended.firstEntry();
            dropped.put(oldest.getKey(), oldest.getValue());
            remove(oldest.getValue());
        }
        return dropped;
    }

    private boolean isOld(Map.Entry<Long, Promotion> oldest) {
        return state.counters.wallMillis() - oldest.getValue().sinceWallMillis() > MAX_AGE_MILLIS;
    }

    void touch(String resource) {
        touched.add(resource);
    }

    /** The resources whose periods may have changed since this was asked last. */
    List<String> takeTouched() {
        if (touched.isEmpty()) {
            return List.of();
        }
        var names = List.copyOf(touched);
        touched.clear();
        return names;
    }

    /** Everything in it. */
    Image image() {
        var all = new ArrayList<>(ended.values());
        all.addAll(open.values());
        return new Image(lastId, all);
    }

    /**
     * The ledger as a value.
     *
     * @param promotions those that have ended, in that order, then the others by id
     */
    public record Image(long lastId, List<Promotion> promotions) {
        /** There never was a promotion. */
        public static final Image NONE = new Image(0, List.of());

        public Image {
            promotions = List.copyOf(promotions);
        }

        /** The same with ids to come that the cluster from whose backup it is never had. */
        public Image aboveLost(long floor) {
            return new Image(Math.max(lastId, floor), promotions);
        }
    }

    void restore(Image image) {
        lastId = image.lastId();
        image.promotions().forEach(promotion -> store(promotion, lastEnd + 1));
        touched.clear();
    }

    void clear() {
        lastId = 0;
        lastEnd = 0;
        open.clear();
        ended.clear();
        endNumbers.clear();
        openByResource.clear();
        byRequest.clear();
        touched.clear();
    }
}
