package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.ModelMetadata;
import io.reelbudget.estimator.ModelTrial;
import io.reelbudget.estimator.TrainedCostEstimator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The model in use: what it says of itself, and how its estimates did on the jobs that finished here. */
final class ModelRoutes {

    private final Rooms rooms;

    ModelRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/models", this::models),
                Route.write("POST", "/api/v1/models/rollback", Role.ADMINISTER, this::rollBack));
    }

    private Response models(Call call) {
        Optional<TrainedCostEstimator> trained = rooms.budgets().trainedEstimator();
        return Doc.of()
                .put("model", trained.flatMap(TrainedCostEstimator::model).map(ModelRoutes::model))
                .put("trial", rooms.budgets().modelTrial().map(ModelRoutes::trial))
                .put("observed", observed(call.principal()))
                .response();
    }

    /** Jobs are kept beside a ledger on disk only; who may see one account learns of its jobs only. */
    private Doc observed(Principal principal) {
        return ObservedAccuracy.of(rooms.budgets().jobHistory(), account -> covers(principal, account))
                .doc();
    }

    private static boolean covers(Principal principal, AccountPath account) {
        return principal.covers(account);
    }

    private static Doc model(ModelMetadata model) {
        Map<String, HeldOutMetrics> metrics = new TreeMap<>(model.metrics());
        return Doc.of("name", model.name())
                .put("version", model.version())
                .put("licence", model.licence())
                .put("provenance", model.provenance())
                .put("encoders", model.encoders().keySet().stream().sorted().toList())
                .put(
                        "metrics",
                        metrics.entrySet().stream()
                                .map(each -> Doc.of("group", each.getKey())
                                        .put("rows", each.getValue().rows())
                                        .put("medianError", each.getValue().medianError())
                                        .put("meanError", each.getValue().meanError())
                                        .put("totalError", each.getValue().totalError())
                                        .put("p90Coverage", each.getValue().p90Coverage()))
                                .toList());
    }

    private static Doc trial(ModelTrial trial) {
        return Doc.of("champion", trial.champion())
                .put("challenger", trial.challenger())
                .put("verdict", trial.verdict())
                .put("reason", trial.reason())
                .put("jobs", trial.jobs())
                .put("championLoss", trial.championLoss())
                .put("challengerLoss", trial.challengerLoss());
    }

    private Response rollBack(Call call) {
        if (call.principal().scope().isPresent()) {
            throw new Problem(403, "forbidden", "Scope was one account's but the model is all accounts'.");
        }
        return trial(rooms.budgets().rollBackModel()).response();
    }
}
