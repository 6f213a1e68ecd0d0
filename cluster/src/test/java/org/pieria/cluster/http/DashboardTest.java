package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.elementToBeClickable;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.visibilityOfElementLocated;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

/** The page in a real browser; run with {@code -Pbrowser}. */
@Tag("browser")
class DashboardTest {

    private static ChromeDriver browser;

    @TempDir
    private Path directory;

    private final FakeRun run = new FakeRun(Sketch.forming());
    private Site site;

    @BeforeAll
    static void openBrowser() {
        browser = Chromium.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() {
        site = new Site(run, directory, "");
        browser.manage().window().setSize(new Dimension(1400, 1500));
        emulate("light");
    }

    @AfterEach
    void close() {
        browser.get("about:blank");
        site.close();
    }

    @Test
    void isWholeBeforeAnyWorkerHasCome() throws Exception {
        browser.get(site.uri("/").toString());

        until(textToBePresentInElementLocated(By.id("run-state"), "forming"));
        until(textToBePresentInElementLocated(By.id("workers"), "No worker has joined yet"));
        until(textToBePresentInElementLocated(By.id("loss-chart"), "no step of vqgan-low seen yet"));
        picture("dashboard-forming");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void showsProgressWhileItHappens() throws Exception {
        play();
        browser.get(site.uri("/").toString());
        until(textToBePresentInElementLocated(By.cssSelector("[data-phase=base]"), "420 / 900"));
        until(visibilityOfElementLocated(By.cssSelector("#loss-chart canvas")));

        run.show(Sketch.running(421));
        run.emit(id -> Sketch.step(id, "base", 421, 900));

        until(textToBePresentInElementLocated(By.cssSelector("[data-phase=base]"), "421 / 900"));
        until(textToBePresentInElementLocated(By.id("connection"), "live"));
        pictures();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void pausesAPhaseAfterItsReaderHasConfirmed() throws Exception {
        play();
        browser.get(site.uri("/").toString());
        By pause = By.cssSelector("[data-phase=base] [data-action=pause]");
        until(elementToBeClickable(pause)).click();
        until(visibilityOfElementLocated(By.id("confirm-text")));
        picture("dashboard-confirm");
        assertThat(run.asked()).isEmpty();

        browser.findElement(By.id("confirm-yes")).click();

        until(textToBePresentInElementLocated(By.id("notice"), "as you wish"));
        assertThat(run.asked()).containsExactly("pause base");
    }

    @Test
    void saysAcrossThePageWhyARunFailed() throws Exception {
        run.show(Sketch.failed(Sketch.running(420), "loss is not finite at step 421 of base; lower its learning-rate"));
        browser.get(site.uri("/").toString());

        until(textToBePresentInElementLocated(By.id("problem"), "loss is not finite"));
        picture("dashboard-failed");
    }

    private void play() throws IOException {
        run.show(Sketch.running(420));
        run.emit(id ->
                new RunEvent.WorkersChanged(id, Sketch.NOON, List.of("worker-1", "worker-2"), 3, "worker-2 came back"));
        run.emit(id -> new RunEvent.RunChanged(id, Sketch.NOON, RunState.RUNNING, ""));
        run.emit(id -> new RunEvent.PhaseChanged(id, Sketch.NOON, "base", PhaseView.State.RUNNING, ""));
        for (long step = 1; step <= 420; step++) {
            long at = step;
            run.emit(id -> Sketch.step(id, "base", at, 900));
        }
        run.emit(id -> new RunEvent.JobProgressed(id, Sketch.NOON + 60_000, "evaluating base", 4, 4));
        run.emit(id -> new RunEvent.Evaluated(id, Sketch.NOON + 61_000, "base", 400, Map.of("loss", 2.61)));
        run.emit(id ->
                new RunEvent.CheckpointPublished(id, Sketch.NOON + 62_000, Sketch.checkpoint("base", 400, false)));
        paint("base/000200.png", 1);
        paint("base/000400.png", 2);
    }

    private void paint(String path, int seed) throws IOException {
        BufferedImage grid = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = grid.createGraphics();
        for (int cell = 0; cell < 16; cell++) {
            pen.setColor(Color.getHSBColor(cell * 0.061f * seed, 0.5f, 0.9f));
            pen.fillOval(cell % 4 * 64 + 6, cell / 4 * 64 + 6, 52, 52);
        }
        Path file = directory.resolve("samples").resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(grid, "png", file.toFile());
    }

    private static <T> T until(ExpectedCondition<T> condition) {
        return new WebDriverWait(browser, Duration.ofSeconds(20)).until(condition);
    }

    /** What the browser itself found wrong with the page. */
    private static List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private static void pictures() throws IOException {
        picture("dashboard-light");
        emulate("dark");
        picture("dashboard-dark");
        browser.manage().window().setSize(new Dimension(500, 2600));
        picture("dashboard-narrow");
        browser.findElement(By.tagName("summary")).click();
        until(textToBePresentInElementLocated(By.id("tensors"), "attention/query"));
        browser.executeScript("document.getElementById('optimizer').scrollIntoView()");
        picture("dashboard-optimizer");
    }

    private static void emulate(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static void picture(String name) throws IOException {
        Files.write(Path.of("target", name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
