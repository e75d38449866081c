package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The page in a real browser. Pictures are kept only with {@code -Dconsole.screenshots=DIRECTORY}. */
@DisplayName("The page")
class ConsolePageTest {

    private static final String HOSTILE =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>";

    @TempDir
    static Path directory;

    private static DemoBudgets demo;
    private static ConsoleServer server;
    private static Browser browser;

    @BeforeAll
    static void serve() {
        Browser.require();
        demo = DemoBudgets.in(directory.resolve("ledger"));
        server = ConsoleServer.onLoopback(demo.console(Caller.administrator()), 0);
        browser = Browser.open("http://localhost:" + server.address().getPort() + "/", directory.resolve("profile"));
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
        browser.scheme("light");
        browser.signIn();
        browser.forgetConsole();
    }

    @AfterEach
    void nothing_was_wrong() {
        browser.requireQuietConsole();
        assertThat(browser.driver.getTitle()).doesNotContain("owned");
    }

    @Test
    void lists_accounts_with_their_state_and_runway() throws IOException {
        browser.untilText(".list", "acme/video");

        assertThat(browser.all(".list tbody tr")).hasSizeGreaterThan(10);
        assertThat(browser.driver.getCurrentUrl()).doesNotContain("token");
        browser.untilText(".list", "At risk");
        browser.fit(1280, 1100);
        browser.picture("console-accounts");
        browser.scheme("dark");
        browser.picture("console-accounts-dark");
    }

    @Test
    void sorts_and_searches() {
        browser.click("Account");
        browser.until(by -> browser.find("th[aria-sort=ascending]").getText().startsWith("Account"));
        browser.field("Search").sendKeys("BIRD");
        browser.until(by -> browser.all(".list tbody tr").size() == 1);

        assertThat(browser.find(".list tbody tr").getText()).contains("birdhouse");
    }

    @Test
    void shows_one_account_with_its_fan() throws IOException {
        browser.go("accounts/acme~video");
        browser.find("#verdict");
        browser.find(".chart canvas");
        browser.untilText("article", "Older entries");

        assertThat(browser.find("#verdict").getText()).containsAnyOf("runs out", "run out", "Lasts");
        browser.untilText("article", "Black Friday");
        browser.fit(1280, 2400);
        browser.picture("console-account");
        browser.size(1280, 1000);
        browser.scheme("dark");
        browser.picture("console-account-dark");
    }

    @Test
    void reads_the_chart_by_keyboard() {
        browser.go("accounts/acme~video");
        browser.find(".chart canvas");
        browser.tabTo(".chart");
        browser.press(Keys.ARROW_RIGHT);
        browser.untilText(".readout", "forecast");
        browser.press(Keys.HOME);

        browser.untilText(".readout", "left");
    }

    @Test
    void tops_up_by_keyboard_alone() {
        browser.go("accounts/quiet");
        browser.untilText(".tiles", "25.00");
        browser.tabTo("main [role=group] button:first-child");
        browser.press(Keys.ENTER);
        browser.find("dialog[open]");
        browser.focusOrTabTo("dialog input");
        browser.press("12.50", Keys.ENTER);

        browser.untilText(".tiles", "37.50");
        browser.until(by -> browser.all("dialog").isEmpty());
        assertThat(browser.focused().getText()).isEqualTo("Top up");
        browser.untilText("article", "top-up (ann)");
    }

    @Test
    void shows_what_the_server_refuses_and_keeps_the_form() {
        browser.go("accounts/quiet");
        browser.click("Edit policy");
        WebElement area = browser.find("dialog textarea");
        area.clear();
        area.sendKeys("{\"format\":\"reelbudget-policy-1\",\"policy\":\"NO_SUCH\"}");
        browser.click("Save");

        browser.untilText("dialog .problem", "NO_SUCH");
        browser.press(Keys.ESCAPE);
        browser.until(by -> browser.all("dialog").isEmpty());
        browser.forgetConsole(); // Chromium itself notes that a request was answered 422
    }

    @Test
    void adopts_a_policy() {
        browser.go("accounts/ed@studio");
        browser.click("Edit policy");
        new Select(browser.field("Begin from")).selectByVisibleText("Pause new jobs, an hour before");
        browser.click("Save");
        browser.until(by -> browser.all("dialog").isEmpty());

        assertThat(demo.budgets.monitor().adoptedFor(AccountPath.of("ed@studio")))
                .isPresent();
    }

    @Test
    void changes_a_plan_and_tells_of_another_who_was_quicker() {
        browser.go("accounts/corner-cinema");
        browser.click("Edit plan");
        WebElement allowance = browser.field("Allowance in USD");
        allowance.clear();
        allowance.sendKeys("350");
        new Select(browser.field("Takes effect")).selectByVisibleText("Now, in full");
        browser.click("Change plan");
        browser.until(by -> browser.all("dialog").isEmpty());
        browser.untilText(".tiles", "350.00");

        browser.click("Edit plan");
        browser.field("Allowance in USD");
        Caller other = new Caller(demo.console(Caller.administrator()));
        String path = "/api/v1/accounts/corner-cinema/plan";
        Response plan = other.get(path);
        String changed = "{\"plan\":" + Caller.json(plan).toString().replace("350", "360") + "}";
        assertThat(other.with("If-Match", plan.headers().get("ETag"))
                        .write("PUT", path, changed)
                        .status())
                .isEqualTo(200);
        browser.click("Change plan");
        browser.untilText("dialog .problem", "changed since it was read");
        browser.press(Keys.ESCAPE);
        browser.forgetConsole(); // Chromium itself notes that a request was answered 412
    }

    @Test
    void buys_by_quote_and_changes_a_tier() {
        browser.go("accounts/birdhouse");
        browser.click("Buy");
        browser.field("Units in USD").sendKeys("20");
        browser.click("Get a quote");
        browser.untilText("dialog .good", "20.00");
        browser.find("dialog button[type=submit]").click();
        browser.until(by -> browser.all("dialog").isEmpty());
        browser.untilText("article", "paid");

        browser.click("Change tier");
        new Select(browser.field("Tier")).selectByValue("pro");
        browser.find("dialog button[type=submit]").click();
        browser.until(by -> browser.all("dialog").isEmpty());
        browser.untilText("main", "Tier pro");
    }

    @Test
    void replays_what_if() throws IOException {
        browser.go("accounts/ed@studio");
        browser.click("What if …");
        WebElement days = browser.field("Last days");
        days.clear();
        days.sendKeys("5");
        browser.click("Replay");

        browser.untilText("dialog table", "Jobs asked");
        browser.picture("console-what-if");
        browser.press(Keys.ESCAPE);
    }

    @Test
    void estimates_a_job_by_parameters_and_by_ffprobe() throws IOException {
        browser.go("estimate?account=acme%2Fvideo");
        browser.click("Estimate");
        browser.untilText("main", "What the price is made of");
        browser.untilText("main", "It would be");
        browser.fit(1280, 2000);
        browser.picture("console-estimate");

        browser.go("estimate");
        browser.until(by -> browser.field("Account").getDomProperty("value").isEmpty());
        new Select(browser.field("Described")).selectByValue("ffprobe");
        browser.field("ffprobe's JSON")
                .sendKeys(
                        "{\"format\":{\"duration\":\"60\",\"format_name\":\"mp4\"},\"streams\":[{\"codec_type\":\"video\","
                                + "\"codec_name\":\"h264\",\"width\":1280,\"height\":720,\"r_frame_rate\":\"25/1\","
                                + "\"avg_frame_rate\":\"25/1\",\"duration\":\"60\"}]}");
        browser.click("Estimate");
        browser.untilText("main", "Each rendition alone");
    }

    @Test
    void shows_the_models_calibration() throws IOException {
        browser.go("models");
        browser.find(".plot");

        browser.untilText("main", "All");
        assertThat(browser.all(".plot")).hasSize(2);
        browser.fit(1280, 1400);
        browser.picture("console-models");
    }

    @Test
    void shows_hostile_texts_as_texts() {
        AccountPath quiet = AccountPath.of("quiet");
        demo.budgets.topUp(quiet, IdempotencyKey.named("hostile"), Amount.parse("0.000001", Unit.USD), HOSTILE);
        browser.go("accounts/quiet");

        browser.untilText("article", "<img src=x onerror=alert(1)>");
        assertThat(browser.all("main script, main img")).isEmpty();
    }

    @Test
    void holds_out_against_long_and_foreign_names() {
        browser.size(1280, 900);
        browser.untilText(".list", "\u05e2\u05d1\u05e8\u05d9\u05ea");
        browser.requireNoSidewaysScroll();
        browser.driver.findElement(By.partialLinkText("xxxx")).click();
        browser.find("#verdict");

        browser.requireNoSidewaysScroll();
    }

    @Test
    void fits_a_phone() throws IOException {
        browser.size(390, 844);
        browser.signIn();
        browser.untilText(".list", "acme/video");
        browser.requireNoSidewaysScroll();
        browser.picture("console-phone-accounts");
        browser.go("accounts/acme~video");
        browser.find(".chart canvas");
        browser.requireNoSidewaysScroll();
        browser.picture("console-phone-account");
        browser.go("estimate");
        browser.button("Estimate");
        browser.requireNoSidewaysScroll();
        browser.go("models");
        browser.find(".plot");
        browser.requireNoSidewaysScroll();
    }

    @Test
    void changes_live_when_something_happens_elsewhere() {
        browser.go("accounts/free-tier");
        browser.find("#verdict");
        browser.untilText("#live-state", "● Live");
        demo.budgets.topUp(
                AccountPath.of("free-tier"), IdempotencyKey.named("live"), Amount.parse("3.21", Unit.USD), "a host's");

        browser.untilText("article", "a host's");
    }

    @Test
    void names_every_field_and_button() {
        for (String page : new String[] {"accounts", "accounts/acme~video", "estimate", "models"}) {
            browser.go(page);
            browser.find("h1");
            Object nameless = browser.driver.executeScript("""
                    return [...document.querySelectorAll("input,select,textarea,button,a")].filter((each) =>
                      each.offsetParent && !(each.labels && each.labels.length) && !each.textContent.trim()
                      && !each.getAttribute("aria-label")).length""");
            assertThat(nameless).as(page).isEqualTo(0L);
        }
    }

    @Test
    void asks_a_stranger_for_a_token() {
        browser.driver.executeScript("sessionStorage.clear()");
        browser.driver.navigate().refresh();
        browser.field("Token").sendKeys("not-a-token-that-is-known-here", Keys.ENTER);

        browser.untilText(".problem", "not known");
        browser.forgetConsole(); // Chromium itself notes that a request was answered 401
    }
}
