package org.pieria.cluster.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser without a window, for tests of pages. */
public final class Chromium {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    private Chromium() {}

    /** Starts one; skips the test where there is none, but not where all tests must run. The caller quits it. */
    public static ChromeDriver open() {
        boolean there = CHROMIUM.exists() && DRIVER.exists();
        boolean needed = "true".equals(System.getenv("CI"));
        assumeTrue(there || needed, "skipped: install the packages chromium and chromium-driver to test the page");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        return new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }
}
