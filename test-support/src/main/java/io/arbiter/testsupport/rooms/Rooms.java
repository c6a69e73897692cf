package io.arbiter.testsupport.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.TreeMap;

/** Rules for the packages of every module. */
public final class Rooms {
    private static final int MOST_FILES = 20;

    private Rooms() {}

    /** Imports between packages go one way. */
    public static ArchRule freeOfCycles() {
        return SlicesRuleDefinition.slices()
                .matching("io.arbiter.(**)")
                .should()
                .beFreeOfCycles();
    }

    /** No package is too large to see through. */
    public static ArchRule uncrowded() {
        return ArchRuleDefinition.classes().should(new HaveFewNeighbours());
    }

    /** Counts the files of each package. */
    private static final class HaveFewNeighbours extends ArchCondition<JavaClass> {
        private final Map<String, Integer> files = new TreeMap<>();

        private HaveFewNeighbours() {
            super("share their package with fewer than %d others", MOST_FILES);
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (type.isTopLevelClass()) {
                files.merge(type.getPackageName(), 1, Integer::sum);
            }
        }

        @Override
        public void finish(ConditionEvents events) {
            files.forEach((room, count) -> {
                if (count > MOST_FILES) {
                    events.add(SimpleConditionEvent.violated(room, room + " has " + count + " files"));
                }
            });
            files.clear();
        }
    }
}
