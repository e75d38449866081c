package io.reelbudget.bench.estimator;

import io.reelbudget.estimator.HistoryEstimate;
import io.reelbudget.estimator.HistoryJob;
import io.reelbudget.estimator.HistoryModel;
import io.reelbudget.estimator.MachineFacts;
import io.reelbudget.trainer.HistoryTable;
import io.reelbudget.trainer.MachineTable;
import io.reelbudget.trainer.TranscodingData;
import io.reelbudget.trainer.ViewPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Estimates each job of data that the model was not trained on, view by view, and scores the estimates. */
final class EstimatorTask {

    private static final Map<String, String> KEYS = Map.of(
            "metadata", "ugcMetadata",
            "content", "ugcContent",
            "one trial", "ugcProbe1",
            "two trials", "ugcProbe2");

    private final HistoryModel model;

    EstimatorTask(HistoryModel model) {
        this.model = model;
    }

    /** Returns the errors by the name of the row that they belong to. */
    Map<String, Scored> score(TranscodingData data, MachineTable trainedMachines) {
        Map<String, Scored> scored = new LinkedHashMap<>();
        for (String view : new String[] {"metadata", "content", "one trial", "two trials"}) {
            data.ugc().views().stream()
                    .filter(plan -> plan.name().equals(view))
                    .forEach(plan -> scored.put(
                            KEYS.getOrDefault(view, view),
                            score(data.ugc(), plan, data.resolutionLabels(), new Scored())));
        }
        Scored ladders = new Scored();
        for (HistoryTable table : data.ladders()) {
            table.views().forEach(plan -> score(table, plan, Map.of(), ladders));
        }
        scored.put("veedProbe", ladders);
        scored.put("hwUnseenMachine", scoreMachines(data.machines(), trainedMachines));
        return scored;
    }

    private Scored score(HistoryTable table, ViewPlan plan, Map<String, String> labels, Scored scored) {
        for (int i = 0; i < table.sources().size(); i++) {
            for (int j = 0; j < table.options().size(); j++) {
                String option = table.options().get(j).name();
                double actual = table.cost()[i][j];
                if (actual > 0 && !plan.trials().contains(option)) {
                    HistoryJob job = table.job(i, j, plan);
                    String source = table.sources().get(i).name();
                    boolean ladder = labels.isEmpty();
                    scored.add(
                            actual,
                            model.estimate(job),
                            ladder ? option.substring(option.indexOf('/') + 1) : labels.getOrDefault(source, ""),
                            ladder ? table.work() : job.category());
                }
            }
        }
        return scored;
    }

    /** Times on machines that were trained on are told, also of clips that were not; those on others are scored. */
    private Scored scoreMachines(MachineTable table, MachineTable trained) {
        TreeSet<String> known = new TreeSet<>();
        trained.seconds().values().forEach(byMachine -> known.addAll(byMachine.keySet()));
        Scored scored = new Scored();
        table.seconds().forEach((job, byMachine) -> {
            Map<String, Double> told = new TreeMap<>(byMachine);
            told.putAll(trained.seconds().getOrDefault(job, Map.of()));
            told.keySet().retainAll(known);
            byMachine.forEach((machine, seconds) -> {
                MachineFacts facts = table.machines()
                        .getOrDefault(machine, trained.machines().get(machine));
                if (!known.contains(machine) && facts != null) {
                    HistoryEstimate estimate = model.estimateOn(facts, told);
                    scored.add(seconds, estimate, machine, facts.architecture());
                }
            });
        });
        return scored;
    }
}
