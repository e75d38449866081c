package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.BudgetSituation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * The actuator's endpoint {@code budgets}: the accounts that were opened in this process, and one of them with its
 * runway. It reads only.
 *
 * <p>Amounts are texts such as {@code 10.00 USD}, instants and durations as ISO 8601 writes them.
 */
@Endpoint(id = "budgets")
public final class BudgetsEndpoint {

    /** A page of a hundred lines is what a person looks at; more is the console's business. */
    private static final int MOST = 100;

    private final Reelbudget budgets;

    BudgetsEndpoint(Reelbudget budgets) {
        this.budgets = budgets;
    }

    /** Returns how many accounts there are, and what the first hundred by name have. */
    @ReadOperation
    public Map<String, Object> accounts() {
        List<AccountPath> paths = budgets.terms().keySet().stream()
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
        Map<String, Object> shown = paths.stream()
                .limit(MOST)
                .collect(Collectors.toMap(
                        AccountPath::toString,
                        path -> balance(budgets.balance(path)),
                        (a, b) -> a,
                        LinkedHashMap::new));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", paths.size());
        answer.put("accounts", shown);
        return answer;
    }

    /**
     * Returns what an account has and when it is expected to run out.
     *
     * @param path the names of its path
     * @return null, which is told as not found, where there is no such account
     */
    @ReadOperation
    public @Nullable Map<String, Object> account(@Selector(match = Match.ALL_REMAINING) String... path) {
        try {
            return situation(budgets.runway(AccountPath.of(String.join("/", path))));
        } catch (UnknownAccountException | IllegalArgumentException none) {
            return null; // no such account, or no account could be called so
        }
    }

    private Map<String, Object> situation(BudgetSituation situation) {
        Map<String, Object> answer = balance(situation.balance());
        Map<String, Object> runway = new LinkedHashMap<>();
        runway.put("probabilityBeforeRenewal", situation.forecast().probabilityBeforeRenewal());
        situation.forecast().runway().map(Duration::toString).ifPresent(median -> runway.put("median", median));
        runway.put("model", situation.forecast().model());
        runway.put("confidence", situation.forecast().confidence().toString());
        answer.put("runway", runway);
        answer.put("openHolds", situation.holds().size());
        answer.put("queued", situation.queue().size());
        answer.put(
                "admission",
                budgets.monitor().admissionGate(situation.account()).toString());
        answer.put("acted", situation.stance().hasActed());
        return answer;
    }

    private static Map<String, Object> balance(Balance balance) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("available", balance.available().toString());
        answer.put("held", balance.held().toString());
        answer.put("postedInPeriod", balance.postedInPeriod().toString());
        answer.put("grantedInPeriod", balance.grantedInPeriod().toString());
        answer.put("renewal", balance.period().end().toString());
        return answer;
    }
}
