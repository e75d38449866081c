package io.reelbudget.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reelbudget.telemetry.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds dashboard, alerts and their documentation against what Prometheus really gets to see of budgets at work. */
@DisplayName("What watches budgets")
class MonitoringTest {

    private static final Pattern SAMPLE = Pattern.compile("^(reelbudget_\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern SELECTOR = Pattern.compile("(reelbudget_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|!=|!~|=)\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\s*\\(");
    private static final Pattern FOR = Pattern.compile("[1-9][0-9]*[smhd]");

    /** Prometheus itself adds it to each series. */
    private static final String INSTANCE = "instance";

    /** Metrics with their labels and the values that were seen of these. */
    private static final Map<String, Map<String, Set<String>>> SEEN = new TreeMap<>();

    @BeforeAll
    static void scrape(@TempDir Path directory) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (BusyBudgets busy = BusyBudgets.in(directory, MicrometerTelemetry.of(registry))) {
            assertThat(busy.budgets().processors()).isPositive();
            Matcher samples = SAMPLE.matcher(registry.scrape());
            while (samples.find()) {
                Map<String, Set<String>> labels = SEEN.computeIfAbsent(samples.group(1), name -> new TreeMap<>());
                Matcher label = LABEL.matcher(Objects.requireNonNullElse(samples.group(2), ""));
                while (label.find()) {
                    labels.computeIfAbsent(label.group(1), key -> new TreeSet<>())
                            .add(label.group(3));
                }
            }
        }
    }

    @Test
    void sees_metrics_at_all() {
        assertThat(SEEN).hasSizeGreaterThan(40).containsKey("reelbudget_admit_seconds_count");
    }

    @Test
    void names_existing_metrics_and_labels_in_the_dashboard() {
        List<String> expressions = dashboardExpressions();

        assertThat(expressions).hasSizeGreaterThan(25);
        expressions.forEach(MonitoringTest::check);
    }

    @Test
    void names_existing_metrics_and_labels_in_the_alerts() {
        List<Map<String, Object>> rules = alerts();

        assertThat(rules).hasSizeGreaterThan(8);
        rules.forEach(rule -> check(String.valueOf(rule.get("expr"))));
    }

    /**
     * A series with an error comes to be with the first error, and a sum with a series that is not there is nothing.
     */
    @Test
    void adds_no_series_of_which_one_may_be_missing() {
        for (Map<String, Object> rule : alerts()) {
            assertThat(String.valueOf(rule.get("expr")))
                    .as("%s", rule.get("alert"))
                    .doesNotContainPattern("[)}]\\s*[+-]");
        }
    }

    @Test
    void would_notice_a_metric_a_label_or_a_value_that_does_not_exist() {
        assertThat(problems("sum(reelbudget_admits_total)")).containsExactly("no metric reelbudget_admits_total");
        assertThat(problems("reelbudget_accounts{state=\"at_risk\"}"))
                .containsExactly("no label state of reelbudget_accounts");
        assertThat(problems("reelbudget_accounts{alarm=\"risky\"}"))
                .containsExactly("no value risky of label alarm of reelbudget_accounts");
        assertThat(problems("sum by (outcom) (reelbudget_accounts)")).containsExactly("no label outcom to group by");
        assertThat(problems("sum(reelbudget_accounts")).containsExactly("brackets do not match");
        assertThat(problems("summ(reelbudget_accounts)")).containsExactly("no function summ");
    }

    @Test
    void shows_each_panel_in_a_place_of_its_own() {
        List<int[]> places = new ArrayList<>();
        TreeSet<Integer> ids = new TreeSet<>();
        JsonNode panels = dashboard().get("panels");
        for (JsonNode panel : panels) {
            JsonNode grid = panel.get("gridPos");
            int x = grid.get("x").asInt();
            int y = grid.get("y").asInt();
            int[] place = {x, y, x + grid.get("w").asInt(), y + grid.get("h").asInt()};
            assertThat(place[2]).isLessThanOrEqualTo(24);
            assertThat(places)
                    .noneMatch(other ->
                            place[0] < other[2] && other[0] < place[2] && place[1] < other[3] && other[1] < place[3]);
            places.add(place);
            ids.add(panel.get("id").asInt());
            assertThat(panel.get("title").asString()).isNotBlank();
        }
        assertThat(ids).hasSize(panels.size());
    }

    @Test
    void tells_what_an_alert_means_and_what_to_do() {
        TreeSet<String> names = new TreeSet<>();
        for (Map<String, Object> rule : alerts()) {
            assertThat(names.add(String.valueOf(rule.get("alert")))).isTrue();
            assertThat(rule.keySet()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertThat(String.valueOf(rule.get("labels"))).matches("\\{severity=(critical|warning|info)}");
            assertThat(((Map<?, ?>) Objects.requireNonNull(rule.get("annotations"))).keySet())
                    .hasToString("[summary, description]");
            if (rule.containsKey("for")) {
                assertThat(String.valueOf(rule.get("for"))).matches(FOR);
            }
        }
    }

    @Test
    void is_documented_meter_by_meter() throws IOException {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        for (BudgetMeter meter : BudgetMeter.values()) {
            assertThat(page).as(meter.name()).contains("`" + meter.meterName() + "`");
        }
        for (Step step : Step.values()) {
            assertThat(page).as(step.name()).contains("`reelbudget." + step.kind() + "`");
            assertThat(page).as(step.name()).contains("`" + (step.isHook() ? step.hook() : step.kind()) + "`");
        }
        Matcher named = Pattern.compile("`(reelbudget\\.[a-z.]+)`").matcher(page);
        while (named.find()) {
            String family = named.group(1).replace('.', '_');
            assertThat(SEEN.keySet().stream().anyMatch(name -> name.startsWith(family))
                            || family.startsWith("reelbudget_account_")
                            // These budgets are on a disk of their own.
                            || family.startsWith("reelbudget_store_"))
                    .as(named.group(1))
                    .isTrue();
        }
    }

    private static void check(String expression) {
        assertThat(problems(expression)).as(expression).isEmpty();
    }

    private static List<String> problems(String expression) {
        List<String> problems = new ArrayList<>();
        String text = expression.replace("$__rate_interval", "5m");
        TreeSet<String> groups = new TreeSet<>(List.of("le", INSTANCE));
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            Map<String, Set<String>> labels = SEEN.get(selector.group(1));
            if (labels == null) {
                problems.add("no metric " + selector.group(1));
            } else {
                groups.addAll(labels.keySet());
                addLabelProblems(selector, labels, problems);
            }
        }
        addGroupProblems(text, groups, problems);
        addShapeProblems(text, problems);
        return problems;
    }

    private static void addLabelProblems(Matcher selector, Map<String, Set<String>> labels, List<String> problems) {
        Matcher label = LABEL.matcher(Objects.requireNonNullElse(selector.group(2), ""));
        while (label.find()) {
            Set<String> values = labels.get(label.group(1));
            if (values == null) {
                problems.add("no label " + label.group(1) + " of " + selector.group(1));
            } else if (!label.group(2).endsWith("~") && !values.contains(label.group(3))) {
                problems.add("no value " + label.group(3) + " of label " + label.group(1) + " of " + selector.group(1));
            } else if (label.group(2).equals("=~") && values.stream().noneMatch(each -> each.matches(label.group(3)))) {
                problems.add("no value like " + label.group(3) + " of label " + label.group(1));
            }
        }
    }

    private static void addGroupProblems(String text, Set<String> known, List<String> problems) {
        Matcher by = BY.matcher(text);
        while (by.find()) {
            for (String name : List.of(by.group(1).split(",\\s*", -1))) {
                if (!known.contains(name)) {
                    problems.add("no label " + name + " to group by");
                }
            }
        }
    }

    private static void addShapeProblems(String text, List<String> problems) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            open += text.charAt(i) == '(' ? 1 : 0;
            open -= text.charAt(i) == ')' ? 1 : 0;
        }
        if (open != 0) {
            problems.add("brackets do not match");
        }
        List<String> known = List.of("sum", "min", "max", "by", "rate", "increase", "histogram_quantile", "and");
        Matcher function = FUNCTION.matcher(text);
        while (function.find()) {
            if (!known.contains(function.group(1))) {
                problems.add("no function " + function.group(1));
            }
        }
    }

    private static List<String> dashboardExpressions() {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard().get("panels")) {
            if (panel.has("targets")) {
                panel.get("targets")
                        .forEach(target -> expressions.add(target.get("expr").asString()));
            }
        }
        return expressions;
    }

    private static JsonNode dashboard() {
        return JsonMapper.shared().readTree(resource("grafana-dashboard.json"));
    }

    @SuppressWarnings("unchecked") // what is not of this shape fails with a class cast, which is a failure, too
    private static List<Map<String, Object>> alerts() {
        Map<String, Object> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(resource("prometheus-alerts.yaml"));
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) Objects.requireNonNull(file.get("groups"))) {
            rules.addAll((List<Map<String, Object>>) Objects.requireNonNull(group.get("rules")));
        }
        return rules;
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(MicrometerTelemetry.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
