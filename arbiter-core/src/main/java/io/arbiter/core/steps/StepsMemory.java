package io.arbiter.core.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A session's newest answers to calls with steps, by number. A number at or below {@code forgottenThrough} is never
 * carried out any more: it may have been already (S5). Who begins no call whose number is {@link #SIZE} or more above
 * that of one that is not answered never meets that with such a call: fewer answers than that can be above it.
 */
public record StepsMemory(long forgottenThrough, List<StepsAnswer> answers) {
    public static final int SIZE = 32;
    public static final StepsMemory EMPTY = new StepsMemory(0, List.of());

    public StepsMemory {
        answers = List.copyOf(answers);
        if (answers.size() > SIZE) {
            throw new IllegalArgumentException(answers.size() + " answers of one session, expected at most " + SIZE);
        }
        long last = forgottenThrough;
        for (StepsAnswer answer : answers) {
            if (answer.number() <= last) {
                throw new IllegalArgumentException("answer " + answer.number() + " after " + last);
            }
            last = answer.number();
        }
    }

    public boolean isEmpty() {
        return answers.isEmpty();
    }

    public Optional<StepsAnswer> find(long number) {
        return answers.stream().filter(answer -> answer.number() == number).findFirst();
    }

    public StepsMemory with(StepsAnswer answer) {
        var all = new ArrayList<>(answers);
        all.add(answer);
        all.sort(Comparator.comparingLong(StepsAnswer::number));
        return all.size() > SIZE
                ? new StepsMemory(all.get(0).number(), all.subList(1, all.size()))
                : new StepsMemory(forgottenThrough, all);
    }
}
