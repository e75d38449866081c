package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.MachineFacts;
import io.reelbudget.trainer.HistorySource;
import io.reelbudget.trainer.HistoryTable;
import io.reelbudget.trainer.MachineTable;
import io.reelbudget.trainer.TranscodingData;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The developers' own split: a fifth of the groups of sources is scored and never trained on; of machines, one of each
 * architecture that has three or more.
 */
final class DeveloperSplit {

    private static final int PARTS = 5;
    private static final int LEAST_ALIKE = 3;

    private final TranscodingData all;
    private final int part;

    DeveloperSplit(TranscodingData all, int part) {
        this.all = all;
        this.part = part;
    }

    TranscodingData toTrain() {
        return new TranscodingData(
                all.ugc().with(source -> !isScored(source)),
                without(all.machines()),
                all.ladders().stream()
                        .map(table -> table.with(source -> !isScored(source)))
                        .toList(),
                all.resolutionLabels());
    }

    TranscodingData toScore() {
        return new TranscodingData(
                all.ugc().with(this::isScored),
                all.machines(),
                all.ladders().stream()
                        .map((HistoryTable table) -> table.with(this::isScored))
                        .toList(),
                all.resolutionLabels());
    }

    private boolean isScored(HistorySource source) {
        int hash = source.group().hashCode() * 0x9E3779B1;
        return Math.floorMod(hash >>> 7, PARTS) == part;
    }

    private MachineTable without(MachineTable table) {
        TreeSet<String> ran = new TreeSet<>();
        table.seconds().values().forEach(byMachine -> ran.addAll(byMachine.keySet()));
        Map<String, TreeSet<String>> alike = new TreeMap<>();
        for (String name : ran) {
            MachineFacts facts = table.machines().get(name);
            if (facts != null) {
                alike.computeIfAbsent(facts.architecture(), a -> new TreeSet<>())
                        .add(name);
            }
        }
        TreeSet<String> scored = new TreeSet<>();
        alike.values().stream()
                .filter(names -> names.size() >= LEAST_ALIKE)
                .forEach(names -> scored.add(
                        names.stream().skip(part % names.size()).findFirst().orElseThrow()));
        Map<String, Map<String, Double>> seconds = new HashMap<>();
        table.seconds().forEach((job, byMachine) -> {
            Map<String, Double> kept = new TreeMap<>(byMachine);
            kept.keySet().removeAll(scored);
            seconds.put(job, kept);
        });
        return new MachineTable(table.machines(), seconds);
    }
}
