package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** A browser opens six connections to a server and lets everything else wait. */
@DisplayName("The page in many tabs")
class ConsoleTabsTest {

    private static final int TABS = 9;

    @TempDir
    Path directory;

    private DemoBudgets demo;
    private ConsoleServer server;
    private Browser browser;
    private final List<String> tabs = new ArrayList<>();

    @BeforeEach
    void openTabs() {
        Browser.require();
        demo = DemoBudgets.in(directory.resolve("ledger"));
        server = ConsoleServer.onLoopback(demo.console(Caller.administrator()), 0);
        browser = Browser.open("http://localhost:" + server.address().getPort() + "/", directory.resolve("profile"));
        for (int i = 0; i < TABS; i++) {
            if (i > 0) {
                browser.driver.switchTo().newWindow(WindowType.TAB);
            }
            browser.signIn();
            browser.go("accounts/free-tier");
            browser.find("#verdict");
            tabs.add(browser.driver.getWindowHandle());
        }
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
            server.close();
            demo.close();
        }
    }

    private void hasTabsThatSee(String reason) {
        demo.budgets.topUp(
                AccountPath.of("free-tier"), IdempotencyKey.named(reason), Amount.parse("1", Unit.USD), reason);
        for (String tab : tabs) {
            browser.driver.switchTo().window(tab);
            browser.untilText("#live-state", "● Live");
            browser.untilText("article", reason);
        }
    }

    @Test
    void is_live_in_all_of_them_also_after_the_one_that_follows_was_closed() {
        hasTabsThatSee("seen by all");
        assertThat(followers()).isEqualTo(1);

        browser.driver.switchTo().window(tabs.remove(0));
        browser.driver.close();

        hasTabsThatSee("seen by the others");
        assertThat(followers()).isEqualTo(1);
    }

    /** Whoever holds the lock follows, for all tabs of this browser. */
    private long followers() {
        browser.driver.switchTo().window(tabs.get(0));
        Object held = browser.driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                navigator.locks.query().then((all) => done(all.held.length))""");
        return ((Number) held).longValue();
    }
}
