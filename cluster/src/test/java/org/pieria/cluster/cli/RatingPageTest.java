package org.pieria.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.http.Chromium;

/** The page on which people choose, from command to command in a real browser; run with {@code -Pbrowser}. */
@Tag("browser")
class RatingPageTest {

    private static final Color OURS = new Color(200, 40, 40);
    private static final Color THEIRS = new Color(40, 40, 200);
    private static ChromeDriver browser;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void openBrowser() {
        browser = Chromium.open();
        browser.manage().window().setSize(new Dimension(1200, 900));
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void writePage() throws IOException {
        Files.writeString(
                directory.resolve("prompts.tsv"),
                "Prompt\tCategory\na red heart\tSymbols\nthe flag of \"Zambia\" & <others>\tFlags\na dog\tAnimals\n");
        for (int i = 0; i < 3; i++) {
            paint(directory.resolve("ours").resolve("%05d.png".formatted(i)), OURS);
            paint(directory.resolve("theirs").resolve("%05d.png".formatted(i)), THEIRS);
        }
        assertThat(pieria(
                        "evaluate",
                        "--side-by-side",
                        "--ours=" + directory.resolve("ours"),
                        "--theirs=" + directory.resolve("theirs"),
                        "--prompts=" + directory.resolve("prompts.tsv"),
                        "--out=" + directory.resolve("page")))
                .isEqualTo(ExitCode.DONE);
        browser.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", directory.toString()));
    }

    @Test
    void fiveVotesGivenByKeyboardAndMouseAreCountedPerCategory() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--key=" + directory.resolve("page.key.json")));
        for (int rater = 1; rater <= 5; rater++) {
            open();
            prefer(rater <= 3 ? OURS : THEIRS, true); // Symbols: three of five for ours
            prefer(rater <= 1 ? OURS : THEIRS, false); // Flags: four of five for theirs
            browser.findElement(By.cssSelector("[data-choice=none]")).click();
            arguments.add("--votes=" + save("rater " + rater));
        }

        assertThat(pieria(arguments.toArray(String[]::new))).isEqualTo(ExitCode.DONE);

        String table = out.toString(StandardCharsets.UTF_8);
        assertThat(table)
                .containsPattern("Animals +1 +0 +0 +1 +0 +0.0% +0.0% +100.0%")
                .containsPattern("Flags +1 +0 +1 +0 +0 +0.0% +100.0% +0.0%")
                .containsPattern("Symbols +1 +1 +0 +0 +0 +100.0% +0.0% +0.0%")
                .containsPattern("all +3 +1 +1 +1 +0 +33.3% +33.3% +33.3%");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aVoteCanBeTakenBackAndIsThereAfterReloading() throws IOException {
        open();
        assertThat(text("caption")).isEqualTo("a red heart");
        picture("rating");
        press(Keys.ARROW_LEFT);
        assertThat(text("caption")).isEqualTo("the flag of \"Zambia\" & <others>");

        press(Keys.ARROW_UP);
        assertThat(pressed()).isEqualTo("left");
        press(Keys.ARROW_RIGHT);
        reloadUntil("1 of 3 pairs judged");

        assertThat(text("caption")).startsWith("the flag");
        press(Keys.ARROW_UP);
        assertThat(pressed()).isEqualTo("right");
    }

    @Test
    void asksForANameBeforeItSaves() {
        open();

        browser.findElement(By.id("save")).click();

        assertThat(text("problem")).contains("give your name or number");
        assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("rater");
    }

    /** The browser may give a page that is loaded at once what was there before; no rater's hand is so quick. */
    private void reloadUntil(String progress) {
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(any -> {
            browser.navigate().refresh();
            return text("progress").equals(progress);
        });
    }

    /** As a rater does who was never here; see {@link #reloadUntil}. */
    private void open() {
        browser.get(directory.resolve("page/index.html").toUri().toString());
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(any -> {
            browser.executeScript("localStorage.clear()");
            browser.navigate().refresh();
            return text("progress").startsWith("0 of");
        });
    }

    private void prefer(Color wanted, boolean byKeyboard) {
        boolean left = shown("left") == wanted.getRGB();
        assertThat(shown(left ? "left" : "right")).isEqualTo(wanted.getRGB());
        if (byKeyboard) {
            press(left ? Keys.ARROW_LEFT : Keys.ARROW_RIGHT);
        } else {
            browser.findElement(By.id(left ? "left" : "right")).click();
        }
    }

    /** The colour of a side, as it stands in the file that the page shows. */
    private static int shown(String side) {
        String address = browser.findElement(By.id(side)).getDomProperty("src");
        try {
            return ImageIO.read(java.net.URI.create(String.valueOf(address)).toURL())
                    .getRGB(4, 4);
        } catch (IOException missing) {
            throw new IllegalStateException("the page shows no image on the " + side, missing);
        }
    }

    private Path save(String rater) throws IOException {
        WebElement name = browser.findElement(By.id("rater"));
        name.clear();
        name.sendKeys(rater + Keys.ENTER);
        assertThat(text("caption")).startsWith("Thank you");
        if (rater.endsWith("1")) {
            picture("rating-over");
        }
        browser.findElement(By.id("save")).click();
        Path file = directory.resolve("votes-" + rater.replace(' ', '_') + ".json");
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(any -> Files.isRegularFile(file));
        return file;
    }

    private static void press(Keys key) {
        browser.findElement(By.tagName("body")).sendKeys(key);
    }

    private static String text(String id) {
        return new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(ExpectedConditions.visibilityOfElementLocated(By.id(id)))
                .getText();
    }

    private static String pressed() {
        return String.valueOf(
                browser.findElement(By.cssSelector("[aria-pressed=true]")).getDomAttribute("data-choice"));
    }

    private int pieria(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, false, Map.of());
        return Cli.run(RatingPageTest::noEngine, console, arguments);
    }

    private static Engine noEngine() {
        throw new IllegalStateException("rating needs no engine");
    }

    private static void paint(Path file, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 64, 64);
        pen.setColor(Color.WHITE);
        pen.fillOval(16, 16, 32, 32);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** What the browser itself found wrong with the page. */
    private static List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private static void picture(String name) throws IOException {
        Files.write(Path.of("target", name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
