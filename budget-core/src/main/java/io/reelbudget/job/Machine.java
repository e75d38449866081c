package io.reelbudget.job;

/**
 * A machine or instance type that a job may run on, for foretelling how long it takes there.
 *
 * <p>Wall time follows Amdahl's law (1967): a part of the work cannot be spread. On Amazon's c5 instances with 2 to 36
 * processors, ffmpeg's x264 and x265 at preset medium behaved as if that were 1 % of it for 8 processors and fewer, and
 * 2 to 4 % for 36, the smaller the picture the more (28,728 encodes of the Video Encoding Energy Dataset, 2024). Other
 * encoders were not measured.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name its name, such as {@code c5.2xlarge}
 * @param processors how many threads run at once, as vCPUs are counted; more than zero, up to 1,024
 * @param speed how fast one of them is, relative to the machine whose CPU seconds are estimated; more than zero, up to
 *     100
 */
public record Machine(String name, double processors, double speed) {

    private static final double MOST_PROCESSORS = 1_024;
    private static final double MOST_SPEED = 100;
    private static final double FEW_PROCESSORS = 8;
    private static final double MANY_PROCESSORS = 36;
    private static final double SERIAL_WITH_FEW = 0.009;
    private static final double SERIAL_WITH_MANY = 0.033;

    /** Of 360 lines 36 processors had 4.3 % to do one after another, of 1080 lines 3.3 %, of 2160 lines 1.9 %. */
    private static final double SERIAL_SPREAD = 0.012;

    public Machine {
        Checks.requireWord("Machine's name", name);
        if (!(processors > 0 && processors <= MOST_PROCESSORS)) {
            throw new IllegalArgumentException("Processors of '" + name + "' were " + processors
                    + " but must be more than 0 and at most 1024; count its vCPUs.");
        }
        if (!(speed > 0 && speed <= MOST_SPEED)) {
            throw new IllegalArgumentException("Speed of '" + name + "' was " + speed
                    + " but must be more than 0 and at most 100; 1 is as fast as where jobs were measured.");
        }
    }

    /** Returns how many seconds a job takes here if nothing else runs, by its CPU seconds. */
    public Quantiles wallSeconds(Quantiles cpuSeconds) {
        double many = Math.log(processors / FEW_PROCESSORS) / Math.log(MANY_PROCESSORS / FEW_PROCESSORS);
        double within = Math.max(0, Math.min(1, many));
        double serial = SERIAL_WITH_FEW + within * (SERIAL_WITH_MANY - SERIAL_WITH_FEW);
        return new Quantiles(
                cpuSeconds.p10() * share(serial - within * SERIAL_SPREAD),
                cpuSeconds.p50() * share(serial),
                cpuSeconds.p90() * share(serial + within * SERIAL_SPREAD));
    }

    /** Less than one processor is a part of one. */
    private double share(double serial) {
        double spread = processors < 1 ? 1 / processors : serial + (1 - serial) / processors;
        return spread / speed;
    }
}
