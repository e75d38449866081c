package io.reelbudget.console.internal.api;

import io.reelbudget.TierStanding;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Etags;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.tier.Tier;
import java.util.List;
import java.util.Optional;

/** An account's rules: its plan, its policy and its tier. Each edit names what its editor saw. */
final class RuleRoutes {

    private static final String ACCOUNT = "/api/v1/accounts/{account}";

    private final Rooms rooms;

    RuleRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ACCOUNT + "/plan", call -> Etags.tagged(plan(call.account()))),
                Route.write("PUT", ACCOUNT + "/plan", Role.ADMINISTER, this::changePlan),
                Route.get(ACCOUNT + "/policy", call -> Etags.tagged(policy(call.account()))),
                Route.write("PUT", ACCOUNT + "/policy", Role.OPERATE, this::adopt),
                Route.write("DELETE", ACCOUNT + "/policy", Role.OPERATE, this::giveUp),
                Route.get(ACCOUNT + "/tier", call -> Etags.tagged(tier(call.account()))),
                Route.write("PUT", ACCOUNT + "/tier", Role.ADMINISTER, this::changeTier),
                Route.get("/api/v1/tiers", this::tiers),
                Route.get(
                        "/api/v1/policies/schema",
                        call -> Response.of(
                                200,
                                "application/schema+json",
                                PolicyDocument.schema().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private Doc plan(AccountPath account) {
        return PlanDoc.of(rooms.ledger().read(new Query.PlanOf(account)));
    }

    private Response changePlan(Call call) {
        AccountPath account = call.account();
        Fields fields = call.fields().allowing("plan", "change");
        Plan plan = PlanDoc.read(fields.object("plan"));
        PlanChange change = fields.optionalConstant("change", PlanChange.class).orElse(PlanChange.NOW_PRORATED);
        Response answer = rooms.etags().edit(call, account, () -> plan(account), () -> rooms.ledger()
                .changePlan(account, call.ledgerKey(), plan, change));
        rooms.happened(account);
        return answer;
    }

    private Doc policy(AccountPath account) {
        rooms.ledger().balance(account);
        AccountPolicy inForce = rooms.budgets().monitor().policyOf(account);
        Optional<PolicyDocument> document = rooms.budgets().monitor().adoptedFor(account);
        return Doc.of("name", inForce.policy().name())
                .put("threshold", inForce.threshold().toString())
                .put("document", document.map(each -> Doc.parsed(each.json())));
    }

    private Response adopt(Call call) {
        AccountPath account = call.account();
        PolicyDocument document =
                PolicyDocument.parse(call.fields().allowing("document").json("document"));
        Response answer = rooms.etags().edit(call, account, () -> policy(account), () -> rooms.budgets()
                .monitor()
                .adopt(account, document, call.principal().name()));
        rooms.happened(account);
        return answer;
    }

    private Response giveUp(Call call) {
        AccountPath account = call.account();
        Response answer = rooms.etags().edit(call, account, () -> policy(account), () -> rooms.budgets()
                .monitor()
                .giveUp(account, call.principal().name()));
        rooms.happened(account);
        return answer;
    }

    private Doc tier(AccountPath account) {
        requireTiers();
        TierStanding standing = rooms.budgets().sales().tier(account);
        return Doc.of("tier", standing.tier().name())
                .put("level", standing.level().toString())
                .put("basis", standing.basis())
                .put("next", standing.next().map(next -> Doc.of("from", next.from())
                        .put("tier", next.tier())));
    }

    private void requireTiers() {
        if (rooms.budgets().sales().tiers().isEmpty()) {
            throw Problem.missing("There are no tiers here; the host gives them with its sales terms.");
        }
    }

    private Response changeTier(Call call) {
        requireTiers();
        AccountPath account = call.account();
        Fields fields = call.fields().allowing("tier", "when");
        String wanted = fields.text("tier");
        boolean isNow = fields.optionalConstant("when", When.class).orElse(When.DUE) == When.NOW;
        Response answer = rooms.etags().edit(call, account, () -> tier(account), () -> {
            if (isNow) {
                rooms.budgets().sales().setTierNow(account, wanted);
            } else {
                rooms.budgets().sales().setTier(account, wanted);
            }
        });
        rooms.happened(account);
        return answer;
    }

    /** When a tier changes. */
    private enum When {
        /** A higher one at once, a lower one when the period ends. */
        DUE,
        /** At once. */
        NOW
    }

    private Response tiers(Call call) {
        return rooms.budgets()
                .sales()
                .tiers()
                .map(list -> Doc.of("version", list.version())
                        .put(
                                "tiers",
                                list.tiers().stream().map(RuleRoutes::tier).toList()))
                .orElseGet(() -> Doc.of("tiers", List.of()).putNull("version"))
                .response();
    }

    private static Doc tier(Tier tier) {
        Doc doc = Doc.of("name", tier.name())
                .put("fromBudget", tier.fromBudget())
                .put("price", tier.price())
                .put("priceUnit", tier.price().map(price -> price.unit().code()))
                .put("codecs", tier.codecs().stream().sorted().map(Enum::name).toList())
                .put("largestPicture", tier.largestPicture().map(Object::toString))
                .put("priority", tier.priority())
                .put("overdraft", tier.overdraft())
                .put("presets", tier.presets().stream().sorted().toList());
        return tier.concurrency().isPresent()
                ? doc.put("concurrency", tier.concurrency().getAsInt())
                : doc.putNull("concurrency");
    }
}
