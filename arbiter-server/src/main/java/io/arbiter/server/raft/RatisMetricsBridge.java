package io.arbiter.server.raft;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.Supplier;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.impl.RatisMetricRegistryImpl;
import org.apache.ratis.thirdparty.com.codahale.metrics.Counter;
import org.apache.ratis.thirdparty.com.codahale.metrics.Histogram;
import org.apache.ratis.thirdparty.com.codahale.metrics.Meter;
import org.apache.ratis.thirdparty.com.codahale.metrics.MetricRegistryListener;
import org.apache.ratis.thirdparty.com.codahale.metrics.Sampling;
import org.apache.ratis.thirdparty.com.codahale.metrics.Timer;

/**
 * Shows the library's metrics, which live in a relocated copy of Dropwizard, in ours. Timers and histograms become
 * gauges: count, and the p50, p99 and maximum of the last five minutes, a timer's in seconds.
 */
public final class RatisMetricsBridge {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MetricRegistry target;

    private RatisMetricsBridge(MetricRegistry target) {
        this.target = target;
    }

    /**
     * From now on every metric of every log in this process appears in the target. To be called once, before the
     * first log starts. The library's own JMX reporter then stays off.
     */
    public static void install(MetricRegistry target) {
        RatisMetricsBridge bridge = new RatisMetricsBridge(target);
        MetricRegistries.global().addReporterRegistration(bridge::add, bridge::remove);
    }

    private void add(RatisMetricRegistry source) {
        ((RatisMetricRegistryImpl) source).getDropWizardMetricRegistry().addListener(new Listener());
    }

    private void remove(RatisMetricRegistry source) {
        ((RatisMetricRegistryImpl) source).getDropWizardMetricRegistry().getNames().forEach(this::drop);
    }

    private void drop(String sourceName) {
        String name = name(sourceName);
        target.removeMatching((candidate, metric) -> candidate.equals(name) || candidate.startsWith(name + "."));
    }

    /** Without the member: {@code ratis.log_worker.us-east@group-1A2B3C.syncTime} is one series of this node. */
    private static String name(String sourceName) {
        return sourceName.replaceAll("[A-Za-z0-9-]+@group-[0-9A-Fa-f]+(->)?\\.?", "");
    }

    private synchronized void gauge(String name, Supplier<Object> value) {
        target.remove(name);
        Gauge<Object> gauge = value::get;
        target.register(name, gauge);
    }

    private void distribution(String name, Sampling source, double unit) {
        gauge(name + ".p50", () -> source.getSnapshot().getMedian() / unit);
        gauge(name + ".p99", () -> source.getSnapshot().get99thPercentile() / unit);
        gauge(name + ".max", () -> source.getSnapshot().getMax() / unit);
    }

    /** Hears of each metric when it is made, and of those made before it was added. */
    private final class Listener extends MetricRegistryListener.Base {
        @Override
        public void onGaugeAdded(String name, org.apache.ratis.thirdparty.com.codahale.metrics.Gauge<?> gauge) {
            gauge(name(name), gauge::getValue);
        }

        @Override
        public void onCounterAdded(String name, Counter counter) {
            gauge(name(name), counter::getCount);
        }

        @Override
        public void onMeterAdded(String name, Meter meter) {
            gauge(name(name) + ".count", meter::getCount);
        }

        @Override
        public void onHistogramAdded(String name, Histogram histogram) {
            gauge(name(name) + ".count", histogram::getCount);
            distribution(name(name), histogram, 1);
        }

        @Override
        public void onTimerAdded(String name, Timer timer) {
            gauge(name(name) + ".count", timer::getCount);
            distribution(name(name) + ".seconds", timer, NANOS_PER_SECOND);
        }

        @Override
        public void onGaugeRemoved(String name) {
            drop(name);
        }

        @Override
        public void onTimerRemoved(String name) {
            drop(name);
        }

        @Override
        public void onCounterRemoved(String name) {
            drop(name);
        }
    }
}
