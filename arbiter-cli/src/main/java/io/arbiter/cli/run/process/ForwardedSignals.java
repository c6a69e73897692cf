package io.arbiter.cli.run.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Signals sent to this process that are meant for the command. They go through {@code sun.misc.Signal}, of
 * the module jdk.unsupported, by reflection: there is no other way, and the compiler warns of the class in
 * any case.
 */
public final class ForwardedSignals {
    private static final List<String> NAMES =
            List.of("HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "CONT", "TSTP", "TTIN", "TTOU", "WINCH");
    /** Pressing Ctrl-C more often than that before it is read adds nothing. */
    private static final int MOST = 16;

    private final Queue<String> pending = new ConcurrentLinkedQueue<>();

    /** From now on these signals no longer end this process. */
    public static ForwardedSignals install() {
        ForwardedSignals forwarded = new ForwardedSignals();
        NAMES.forEach(forwarded::handle);
        return forwarded;
    }

    private void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        offer(name);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // This process may not handle the signal (java -Xrs): it keeps its default, and the watchdog
            // kills the group.
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot handle SIG" + name, e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no sun.misc.Signal: use one with jdk.unsupported", e);
        }
    }

    void offer(String name) {
        if (pending.size() < MOST) {
            pending.add(name);
        }
    }

    public Optional<String> poll() {
        return Optional.ofNullable(pending.poll());
    }
}
