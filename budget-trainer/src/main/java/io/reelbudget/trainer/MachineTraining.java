package io.reelbudget.trainer;

import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.estimator.MachineEncoding;
import io.reelbudget.estimator.MachineFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How alike machines are, trained.
 *
 * @param encoding what will be predicted with, still without the trees' offsets
 * @param leftOut each job on each machine, predicted from its times on the others
 */
record MachineTraining(MachineEncoding encoding, List<LeftOut> leftOut) {

    /**
     * A job on a machine.
     *
     * @param machine its name
     * @param smoothed the logarithm of its time that other machines say
     * @param actual the logarithm of the time it took
     * @param disagreement how much its times on the others differ, as {@link HistoryModel#spread}
     */
    record LeftOut(String machine, double smoothed, double actual, double disagreement) {}

    static MachineTraining of(MachineTable table) {
        TreeSet<String> ran = new TreeSet<>();
        table.seconds().values().forEach(byMachine -> ran.addAll(byMachine.keySet()));
        Map<String, MachineFacts> machines = new TreeMap<>();
        ran.forEach(name -> machines.put(name, factsOf(table, name)));
        List<String> names = List.copyOf(machines.keySet());
        List<MachineFacts> facts = List.copyOf(machines.values());
        double[][] numbers = facts.stream().map(MachineFacts::numbers).toArray(double[][]::new);
        int width = numbers[0].length;
        double[] center = new double[width];
        double[] spread = new double[width];
        for (int k = 0; k < width; k++) {
            int column = k;
            double mean = Arrays.stream(numbers)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElse(0);
            center[k] = mean;
            spread[k] = Math.sqrt(Arrays.stream(numbers)
                            .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                            .average()
                            .orElse(1))
                    + 1e-6;
        }
        for (double[] row : numbers) {
            for (int k = 0; k < width; k++) {
                row[k] = (row[k] - center[k]) / spread[k];
            }
        }
        List<String> architectures =
                facts.stream().map(MachineFacts::architecture).toList();
        KernelLengths lengths = KernelLengths.fit(
                numbers, architectures.stream().mapToInt(architectures::indexOf).toArray(), speeds(table, names));
        MachineEncoding encoding = new MachineEncoding(
                machines,
                center,
                spread,
                lengths.inverseLengths(),
                lengths.categoryDistance(),
                lengths.amplitude(),
                linear(lengths, width),
                lengths.categoryVariance(),
                lengths.noise(),
                0,
                0);
        return new MachineTraining(encoding, leftOut(table, encoding, names));
    }

    private static double[] linear(KernelLengths lengths, int width) {
        double[] slopes = new double[width];
        Arrays.setAll(slopes, lengths::linearVariance);
        return slopes;
    }

    private static double atOneMegahertz(MachineTable table, String name, double seconds) {
        return factsOf(table, name).atOneMegahertz(Math.log(seconds));
    }

    private static MachineFacts factsOf(MachineTable table, String name) {
        MachineFacts facts = table.machines().get(name);
        if (facts == null) {
            throw new IllegalArgumentException(
                    "Machine '" + name + "' has jobs but no facts; add it to the table of machines.");
        }
        return facts;
    }

    /** How slow each machine is: the mean of its jobs' logarithms relative to all machines', of deviation one. */
    private static double[][] speeds(MachineTable table, List<String> names) {
        double[][] sums = new double[names.size()][1];
        int[] counts = new int[names.size()];
        for (Map<String, Double> byMachine : table.seconds().values()) {
            Map<String, Double> logs = new TreeMap<>();
            byMachine.forEach((name, seconds) -> logs.put(name, atOneMegahertz(table, name, seconds)));
            double mean = logs.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            logs.forEach((name, log) -> {
                sums[names.indexOf(name)][0] += log - mean;
                counts[names.indexOf(name)]++;
            });
        }
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            sums[i][0] /= counts[i];
            squares += sums[i][0] * sums[i][0];
        }
        double deviation = Math.sqrt(squares / counts.length) + 1e-9;
        for (double[] sum : sums) {
            sum[0] /= deviation;
        }
        return sums;
    }

    private static List<LeftOut> leftOut(MachineTable table, MachineEncoding encoding, List<String> names) {
        Map<List<String>, double[]> weights = new HashMap<>();
        List<LeftOut> all = new ArrayList<>();
        for (Map<String, Double> byMachine : new TreeMap<>(table.seconds()).values()) {
            for (String target : names) {
                Double seconds = byMachine.get(target);
                List<String> others = names.stream()
                        .filter(name -> !name.equals(target) && byMachine.containsKey(name))
                        .toList();
                MachineFacts facts = table.machines().get(target);
                if (seconds != null && facts != null && others.size() > 2) {
                    List<String> key = new ArrayList<>(others);
                    key.add(0, target);
                    double[] weight = weights.computeIfAbsent(key, k -> encoding.weights(facts, others));
                    double[] logs = others.stream()
                            .mapToDouble(name -> atOneMegahertz(table, name, byMachine.getOrDefault(name, Double.NaN)))
                            .toArray();
                    all.add(new LeftOut(
                            target,
                            facts.atRatedClock(HistoryModel.smoothed(logs, weight)),
                            Math.log(seconds),
                            HistoryModel.spread(logs)));
                }
            }
        }
        return all;
    }
}
