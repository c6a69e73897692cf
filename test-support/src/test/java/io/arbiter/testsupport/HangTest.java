package io.arbiter.testsupport;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What junit-platform.properties promises, with a limit of a moment instead of minutes. */
class HangTest {
    /** Run by this test alone: Maven leaves nested classes out. */
    static class WaitsForEver {
        private static ServerSocket server;

        @Test
        void forAConnection() throws IOException {
            server.accept();
        }
    }

    @BeforeEach
    void open() throws IOException {
        WaitsForEver.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        WaitsForEver.server.close();
    }

    @Test
    void aTestThatNoInterruptReachesFailsAndDoesNotHang() throws Exception {
        var summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(WaitsForEver.class, "forAConnection"))
                .configurationParameter("junit.jupiter.execution.timeout.default", "100 ms")
                .build();
        CompletableFuture.runAsync(() -> LauncherFactory.create().execute(request, summary))
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(summary.getSummary().getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining("forAConnection")
                        .hasStackTraceContaining("ServerSocket.accept"));
    }
}
