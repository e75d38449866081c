package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium, without a window. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    /** Skips the test that asks, loudly, where there is no Chromium. */
    static void require() {
        boolean isThere = Files.isExecutable(binary()) && Files.isExecutable(driverBinary());
        if (!isThere) {
            System.err.println(
                    "SKIPPED: tests of the page need " + binary() + " and " + driverBinary()
                            + "; install Debian's chromium and chromium-driver, or name them by -Dchromium and -Dchromedriver.");
        }
        Assumptions.assumeTrue(isThere, "No Chromium: install Debian's chromium and chromium-driver.");
    }

    private static Path binary() {
        return Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    }

    private static Path driverBinary() {
        return Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
    }

    static Browser open(String base, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverBinary().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1280, 900));
        return new Browser(driver, base);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                java.util.Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                java.util.Map.of(
                        "features", List.of(java.util.Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void signIn() {
        driver.get(base + "#token=" + Caller.TOKEN);
        find(".list tbody tr");
    }

    void go(String hash) {
        driver.get(base + "#/" + hash);
    }

    WebElement find(String css) {
        return until(by -> driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement button(String text) {
        return until(by -> driver.findElements(By.tagName("button")).stream()
                .filter(each -> each.isDisplayed() && each.getText().equals(text))
                .findFirst()
                .orElse(null));
    }

    /** Presses a button; where the page drew itself anew in between, the new one. */
    void click(String text) {
        until(by -> {
            try {
                button(text).click();
                return true;
            } catch (StaleElementReferenceException drawnAnew) {
                return null;
            }
        });
    }

    /** Returns the field that a label names. */
    WebElement field(String label) {
        return until(by -> driver.findElements(By.tagName("label")).stream()
                .filter(each -> each.isDisplayed() && each.getText().equals(label))
                .findFirst()
                .map(each -> driver.findElement(By.id(String.valueOf(each.getDomAttribute("for")))))
                .orElse(null));
    }

    <T> T until(Function<Object, T> wanted) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(d -> wanted.apply(d));
    }

    void untilText(String css, String part) {
        until(by -> driver.findElements(By.cssSelector(css)).stream()
                .anyMatch(each -> each.getText().contains(part)));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Goes on by Tab until something is focused. */
    void tabTo(String css) {
        for (int i = 0; i < 60; i++) {
            press(Keys.TAB);
            if (Boolean.TRUE.equals(driver.executeScript("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
        }
        throw new AssertionError("Tab never came to " + css);
    }

    /** The same, but what is focused already will do. */
    void focusOrTabTo(String css) {
        if (!Boolean.TRUE.equals(driver.executeScript("return document.activeElement.matches(arguments[0])", css))) {
            tabTo(css);
        }
    }

    /** Nothing on the page is wider than it, so that nobody has to scroll sideways. */
    void requireNoSidewaysScroll() {
        Object over = driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) over).intValue()).as("pixels too wide").isLessThanOrEqualTo(0);
    }

    /** No error, and nothing that the content policy refused. */
    void requireQuietConsole() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(each -> each.getLevel().intValue() >= Level.WARNING.intValue())
                .isEmpty();
    }

    void forgetConsole() {
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** Keeps a picture, where a directory for such was named. */
    void picture(String name) throws IOException {
        String directory = System.getProperty("console.screenshots", "");
        if (!directory.isEmpty()) {
            Files.createDirectories(Path.of(directory));
            Files.write(Path.of(directory).resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    /** Makes the window as high as the page, up to a height, so that a picture shows it. */
    void fit(int width, int most) {
        Object height = driver.executeScript("return document.documentElement.scrollHeight");
        size(width, Math.min(most, ((Number) height).intValue()));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
