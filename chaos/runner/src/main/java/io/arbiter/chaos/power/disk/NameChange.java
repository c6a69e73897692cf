package io.arbiter.chaos.power.disk;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One creation, renaming or removal: all its parts get to the disk, or none. */
final class NameChange {
    /** @param entry null if the name is gone */
    record Part(Directory directory, String name, Entry entry) {
        boolean isOfSameName(Part other) {
            return directory == other.directory && name.equals(other.name);
        }

        void apply(Map<String, Entry> names) {
            if (entry == null) {
                names.remove(name);
            } else {
                names.put(name, entry);
            }
        }
    }

    private final List<Part> parts;
    private final boolean replacing;
    private final Set<Directory> unsynced = new HashSet<>();
    private boolean durable;

    /** Before it is made: it looks at the present names. */
    NameChange(List<Part> parts) {
        this.parts = parts;
        this.replacing = parts.stream()
                .anyMatch(
                        part -> part.entry() != null && part.directory().names().containsKey(part.name()));
        parts.forEach(part -> unsynced.add(part.directory()));
    }

    List<Part> parts() {
        return parts;
    }

    boolean isDurable() {
        return durable;
    }

    void makeDurable() {
        durable = true;
    }

    /** Durable only with every directory that it concerns. */
    void synced(Directory directory) {
        unsynced.remove(directory);
        durable |= unsynced.isEmpty();
    }

    /** Whether something had that name before. */
    boolean isReplacing() {
        return replacing;
    }

    boolean isOf(String prefix) {
        return parts.stream().anyMatch(part -> part.name().startsWith(prefix));
    }

    boolean names(Entry entry) {
        return parts.stream().anyMatch(part -> part.entry() == entry);
    }

    /** Whether the one cannot be there without the other: an entry of a directory changes in order. */
    boolean meets(NameChange other) {
        return parts.stream().anyMatch(part -> other.parts.stream().anyMatch(part::isOfSameName));
    }
}
