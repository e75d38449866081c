package io.reelbudget.cli.demo;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How much the machine had to do at the end, the demo's own work included.
 *
 * @param load how many threads wanted a processor in the last minute; negative where the system does not say
 * @param processors how many there are
 */
record Busyness(double load, int processors) {

    // The demo alone brings a load of about one and a half times the processors.
    private static final double OTHERS_TOO = 3;

    static Busyness now() {
        return new Busyness(
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    boolean isTooHigh() {
        return load > OTHERS_TOO * processors;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "load %.1f on %d processors", load, processors);
    }
}
