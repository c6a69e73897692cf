package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.OperationType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Notes the operations of one thread. After one whose fate is unknown it goes on under a new process number. */
final class Actor {
    private final Tape tape;
    private int process;

    Actor(Tape tape) {
        this.tape = tape;
        this.process = tape.newProcess();
    }

    /** @param fields names and values in turn */
    Step begin(String f, Object... fields) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            value.put((String) fields[i], fields[i + 1]);
        }
        tape.note(process, OperationType.INVOKE, f, value, "");
        return new Step(f, value);
    }

    /** An operation in flight. */
    final class Step {
        private final String f;
        private final Map<String, Object> value;

        private Step(String f, Map<String, Object> value) {
            this.f = f;
            this.value = value;
        }

        /** A field that only the completion carries. */
        Step with(String field, Object content) {
            value.put(field, content);
            return this;
        }

        void ok() {
            tape.note(process, OperationType.OK, f, value, "");
        }

        void fail(String why) {
            tape.note(process, OperationType.FAIL, f, value, firstLine(why));
        }

        void info(String why) {
            tape.note(process, OperationType.INFO, f, value, firstLine(why));
            process = tape.newProcess();
        }

        private static String firstLine(String text) {
            return text == null ? "without a message" : text.lines().findFirst().orElse("");
        }
    }
}
