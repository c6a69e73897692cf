package io.arbiter.cli.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Signals sent to us that are meant for the command. They go through {@code sun.misc.Signal}, of the module
 * jdk.unsupported, by reflection: it is the only way, and the compiler warns of it whatever one does.
 */
public final class ForwardedSignals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** Who presses Ctrl-C more often than that before it is read says nothing new. */
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
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (self, method, args) -> {
                        offer(name);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // The signal is not ours to handle (java -Xrs): it keeps its default, and the watchdog kills the
            // group.
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot handle SIG" + name, e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no sun.misc.Signal: use one with jdk.unsupported",
                    e);
        }
    }

    void offer(String name) {
        if (pending.size() < MOST) {
            pending.add(name);
        }
    }

    Optional<String> poll() {
        return Optional.ofNullable(pending.poll());
    }
}
