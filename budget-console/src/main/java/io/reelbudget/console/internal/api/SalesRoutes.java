package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.console.internal.web.Call;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Fields;
import io.reelbudget.console.internal.web.Problem;
import io.reelbudget.console.internal.web.Route;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.spi.PurchaseId;
import java.util.List;
import java.util.Locale;

/** Quotes and purchases. */
final class SalesRoutes {

    private static final String ACCOUNT = "/api/v1/accounts/{account}";

    private final Rooms rooms;

    SalesRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    List<Route> routes() {
        return List.of(
                Route.write("POST", ACCOUNT + "/quotes", Role.OPERATE, this::quote),
                Route.get(ACCOUNT + "/purchases", this::purchases),
                Route.write("POST", ACCOUNT + "/purchases", Role.OPERATE, this::buy),
                Route.get(ACCOUNT + "/purchases/{purchase}", this::purchase),
                Route.write("DELETE", ACCOUNT + "/purchases/{purchase}", Role.OPERATE, this::giveUp));
    }

    private Response quote(Call call) {
        AccountPath account = call.account();
        Fields fields = call.fields().allowing("units", "tier");
        if (fields.has("units") == fields.has("tier")) {
            throw Problem.invalid("Fields were units and tier, or neither, but it must be one of them.");
        }
        Quote quote;
        if (fields.has("tier")) {
            quote = rooms.budgets().sales().quoteTier(account, fields.text("tier"));
        } else {
            Unit unit = rooms.ledger().balance(account).granted().unit();
            quote = rooms.budgets().sales().quote(account, fields.amount("units", unit));
        }
        return doc(quote).response(201);
    }

    private static Doc doc(Quote quote) {
        return Doc.of("id", quote.id().quote())
                .put("account", quote.account().toString())
                .put("wares", quote.wares().summary())
                .put("price", quote.price())
                .put("priceUnit", quote.price().unit().code())
                .put("priceVersion", quote.priceVersion())
                .put("issuedAt", quote.issuedAt())
                .put("validUntil", quote.validUntil());
    }

    private Response purchases(Call call) {
        AccountPath account = call.account();
        rooms.ledger().balance(account);
        return Doc.of(
                        "open",
                        rooms.budgets().sales().open(account).stream()
                                .map(SalesRoutes::doc)
                                .toList())
                .put(
                        "autoPurchase",
                        rooms.budgets().sales().autoPurchase(account).map(each -> Doc.of("consentBy", each.consentBy())
                                .put("consentAt", each.consentAt())
                                .put("paused", each.paused().map(pause -> pause.why()))))
                .response();
    }

    private static Doc doc(Purchase purchase) {
        return doc(purchase.quote())
                .put("phase", purchase.phase())
                .put("ended", purchase.isEnded())
                .put("begun", purchase.begun())
                .put("deadline", purchase.deadline())
                .put("reference", purchase.reference())
                .put("taken", purchase.taken())
                .put("detail", purchase.detail());
    }

    private static PurchaseId id(AccountPath account, String quote) {
        return new PurchaseId(account, quote.toLowerCase(Locale.ROOT));
    }

    private Response buy(Call call) {
        AccountPath account = call.account();
        PurchaseId id = id(account, call.fields().allowing("quote").text("quote"));
        Response answer = rooms.budgets()
                .sales()
                .buy(id)
                .fold(begun -> doc(begun.purchase()).response(202), refused -> new Problem(
                                409,
                                refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                refused.message())
                        .response());
        rooms.happened(account);
        return answer;
    }

    private Response purchase(Call call) {
        AccountPath account = call.account();
        return rooms.budgets()
                .sales()
                .find(id(account, call.parameter("purchase")))
                .map(SalesRoutes::doc)
                .orElseThrow(() -> Problem.missing("There is no such purchase of '" + account + "'."))
                .response();
    }

    private Response giveUp(Call call) {
        AccountPath account = call.account();
        Doc after = rooms.budgets()
                .sales()
                .giveUp(
                        id(account, call.parameter("purchase")),
                        call.principal().name())
                .map(SalesRoutes::doc)
                .orElseThrow(() -> Problem.missing("There is no such purchase of '" + account + "'."));
        rooms.happened(account);
        return after.response();
    }
}
