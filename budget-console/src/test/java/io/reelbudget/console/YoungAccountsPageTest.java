package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Accounts of minutes and of little money, as a newcomer has them, in a real browser. */
@DisplayName("Of young accounts, the page")
class YoungAccountsPageTest {

    /** Remembers where texts were painted on canvases. */
    private static final String RECORDER = """
            window.painted = [];
            const real = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
              const width = this.measureText(text).width;
              const left = this.textAlign === "center" ? x - width / 2 : /right|end/.test(this.textAlign) ? x - width : x;
              painted.push({ text, left, right: left + width, y: Math.round(y), canvas: this.canvas });
              return real.apply(this, arguments);
            };
            """;

    private static final String TORN = """
            const now = painted.filter((each) => each.canvas.isConnected);
            const wrong = [];
            for (const one of now) {
              if (one.left < 0 || one.right > one.canvas.width) wrong.push(one.text + " is cut");
              for (const other of now)
                if (other.y === one.y && other.left !== one.left && other.left < one.right + 3 && one.left < other.right)
                  wrong.push(one.text + " over " + other.text);
            }
            return [String(new Set(now.map((each) => each.left + " " + each.y)).size), ...wrong];
            """;

    @TempDir
    static Path directory;

    private static DemoBudgets demo;
    private static ConsoleServer server;
    private static Browser browser;

    @BeforeAll
    static void serve() {
        Browser.require();
        demo = DemoBudgets.empty();
        open("hour", Periods.hours(ZoneOffset.UTC));
        open("day", Periods.days(ZoneOffset.UTC));
        open("week", Periods.weeks(ZoneOffset.UTC, java.time.DayOfWeek.MONDAY));
        open("month", Periods.months(ZoneOffset.UTC));
        open("year", new CalendarMonths(ZoneOffset.UTC, 1, 12, 11));
        demo.clock.set(demo.clock.instant().plus(Duration.ofMinutes(5)));
        server = ConsoleServer.onLoopback(demo.console(Caller.administrator()), 0);
        browser = Browser.open("http://localhost:" + server.address().getPort() + "/", directory.resolve("profile"));
        browser.driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of("locale", "en-US"));
        browser.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", RECORDER));
    }

    private static void open(String name, Periods periods) {
        AccountPath account = AccountPath.of(name);
        demo.budgets.open(account, Plan.each(periods, Amount.parse("3.68", Unit.USD)));
        demo.budgets
                .ledger()
                .blocking()
                .recordUsage(
                        account,
                        IdempotencyKey.named("used"),
                        Amount.parse("0.0047", Unit.USD),
                        demo.clock.instant(),
                        Labels.none());
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
            server.close();
            demo.close();
        }
    }

    @BeforeEach
    void begin() {
        browser.size(1280, 900);
        browser.signIn();
        browser.forgetConsole();
    }

    @AfterEach
    void nothing_was_wrong() {
        browser.requireQuietConsole();
    }

    private void look(String account) {
        browser.go("accounts/" + account);
        browser.until(by -> browser.driver.getTitle().startsWith(account) ? true : null);
        browser.find(".chart canvas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "week", "month", "year"})
    void paints_no_label_over_another_nor_beyond_the_edge(String account) {
        for (int width : new int[] {390, 768, 1280, 1600}) {
            browser.size(width, 900);
            browser.driver.navigate().refresh();
            look(account);
            @SuppressWarnings("unchecked")
            List<String> seen = (List<String>) browser.until(by -> {
                List<?> found = (List<?>) browser.driver.executeScript(TORN);
                return found == null || found.get(0).equals("0") ? null : found;
            });

            assertThat(Integer.parseInt(seen.get(0))).isGreaterThan(4);
            assertThat(seen.subList(1, seen.size()))
                    .as(account + " at " + width)
                    .isEmpty();
        }
    }

    @Test
    void writes_now_above_the_lines() {
        look("month");

        assertThat(browser.driver.executeScript("""
                        return painted.filter((each) => each.text === "now" && each.canvas.isConnected)
                          .every((each) => each.y < document.querySelector(".u-over").offsetTop * devicePixelRatio)""")).isEqualTo(true);
    }

    @Test
    void never_shows_more_than_there_is() {
        look("week");

        assertThat(browser.find(".tiles").getText()).contains("$3.6753");
        browser.go("accounts");
        browser.untilText(".list", "$3.6753");
        assertThat(
                        browser.driver.executeScript(
                                "const { money } = await import('./dom.js'); return [money('99.999999', 'USD', 'floor'),"
                                        + " money('250.009', 'USD', 'floor'), money('12.500000', 'USD'), money(12.3456, 'USD')].join()"))
                .isEqualTo("$99.9999,$250.00,$12.50,$12.35");
    }

    @Test
    void says_what_came_of_a_plans_change() {
        look("month");
        assertThat(browser.find(".tiles").getText()).contains("$3.68 each month");
        browser.click("Edit plan");
        WebElement amount = browser.field("Allowance in USD");
        assertThat(browser.focused()).isEqualTo(amount);
        amount.clear();
        amount.sendKeys("5.00");
        browser.click("Change plan");

        browser.untilText("#say.told", "granted for the rest of the period");
        assertThat(browser.find("#say.told").getText())
                .matches("Plan changed: \\$0\\.\\d+ granted for the rest of the period, with \\$3\\.\\d+ available now;"
                        + " from .* on \\$5\\.00 each month\\.");
        assertThat(browser.find("#say").getDomAttribute("role")).isEqualTo("status");
    }

    @Test
    void says_what_came_of_a_top_up_and_of_a_policy() {
        look("day");
        browser.click("Top up");
        browser.field("Amount in USD").sendKeys("2");
        browser.find("dialog button[type=submit]").click();
        browser.untilText("#say", "available now.");
        assertThat(browser.find("#say.told").getText()).isEqualTo("$2.00 granted; $5.6753 available now.");

        browser.click("Edit policy");
        new Select(browser.field("Begin from")).selectByVisibleText("Pause new jobs, an hour before");
        browser.click("Save");
        browser.untilText("#say.told", "Policy adopted: it decides from the service's next look on");
    }

    @Test
    void tells_the_forecast_in_plain_words() {
        look("year");

        assertThat(browser.find("#verdict").getText()).doesNotContain("P10").doesNotContain("Model:");
        browser.find("#verdict summary").click();
        browser.untilText("#verdict", "Model:");
    }

    @Test
    void lines_up_what_stands_beside_each_other() {
        browser.go("accounts");
        browser.untilText(".list", "month");
        Object apart = browser.driver.executeScript("""
                const middle = (css) => { const box = document.querySelector(css).getBoundingClientRect(); return (box.top + box.bottom) / 2; };
                const box = (node) => node.getBoundingClientRect();
                const [input, button] = [".tools select", ".tools > button"].map((css) => box(document.querySelector(css)));
                return [middle(".list tbody th a") - middle(".list tbody .badge"), input.top - button.top, input.bottom - button.bottom]
                  .filter((each) => Math.abs(each) > 2).join()""");

        assertThat(apart).isEqualTo("");
        browser.size(390, 900);
        assertThat(browser.driver.executeScript(
                        "return document.querySelector('.list td[data-h=Runway]').children.length"))
                .isEqualTo(1L);
    }

    @Test
    void has_room_for_where_grants_come_from_and_hints_at_more_on_a_phone() {
        look("month");
        browser.untilText("article", "Take back");
        assertThat(browser.driver.executeScript("""
                        const cell = [...document.querySelectorAll("th .wrap")].find((each) => each.textContent.startsWith("allowance"));
                        return cell.getBoundingClientRect().height < 60""")).isEqualTo(true);
        browser.size(390, 900);
        browser.driver.navigate().refresh();
        browser.find(".scroll.more");
    }

    @Test
    void has_no_links_for_strangers() {
        browser.driver.executeScript("sessionStorage.clear()");
        browser.driver.navigate().refresh();
        browser.field("Token");

        assertThat(browser.all("#pages a")).noneMatch(WebElement::isDisplayed);
        browser.forgetConsole(); // Chromium itself notes that a request was answered 401
    }
}
