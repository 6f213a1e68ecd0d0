package org.pieria.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    Path home;

    @BeforeEach
    void writePreset() throws IOException {
        Files.createDirectories(home.resolve("configs"));
        Files.writeString(home.resolve("configs/small.conf"), """
                pieria {
                  slices = 2
                  phases.vqgan-low { steps = 7, codes = 64 }
                  phases.base.learning-rate = 0.001
                }
                """);
    }

    @Test
    void knowsExactlyTheKeysThatTheDefaultsState() {
        TreeSet<String> stated = new TreeSet<>();
        ConfigFactory.parseResources("pieria.conf")
                .resolve()
                .entrySet()
                .forEach(entry -> stated.add(entry.getKey().substring("pieria.".length())));

        assertThat(KeyTable.pieria().keys().stream().map(Key::path)).containsExactlyElementsOf(stated);
    }

    @Test
    void pinsTheDefaultsThatPeopleRelyOn() {
        Configuration defaults = load("");

        assertThat(defaults.pieria().getInt("http.port")).isEqualTo(7100);
        assertThat(defaults.pieria().getString("http.host")).isEqualTo("127.0.0.1");
        assertThat(defaults.pieria().getInt("cluster.workers")).isEqualTo(2);
        assertThat(defaults.pieria().getInt("slices")).isEqualTo(4);
        assertThat(defaults.pieria().getInt("run.seed")).isEqualTo(1);
        assertThat(defaults.pieria().getDuration("cluster.window")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aSettingBeatsThePresetWhichBeatsTheDefaults() {
        Configuration read = load("small", "slices=1", "pieria.phases.base.steps=9");

        assertThat(read.pieria().getInt("slices")).isEqualTo(1);
        assertThat(read.pieria().getInt("phases.base.steps")).isEqualTo(9);
        assertThat(read.pieria().getInt("phases.vqgan-low.codes")).isEqualTo(64);
    }

    @Test
    void whatAPresetSaysOfTheLowVqganReachesTheHighOneUnlessItIsSaidThere() {
        Configuration read = load("small", "phases.vqgan-high.codes=128");

        assertThat(read.pieria().getInt("phases.vqgan-high.steps")).isEqualTo(7);
        assertThat(read.pieria().getInt("phases.vqgan-high.codes")).isEqualTo(128);
        assertThat(read.pieria().getInt("phases.vqgan-high.image")).isEqualTo(64);
    }

    @Test
    void reportsEverythingThatIsWrongAtOnceWithItsOrigin() throws IOException {
        Files.writeString(home.resolve("configs/bad.conf"), "pieria {\n  slices = 3\n  device = \"tpu\"\n}\n");

        List<String> problems = problemsOf("bad", "htpp.port=1", "http.port=x", "phases.base.steps=2.5", "nonsense");

        String file = home.resolve("configs/bad.conf").toString();
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "--set nonsense: expected key=value, for example --set phases.base.steps=200",
                        "--set htpp.port: unknown key 'htpp.port' - did you mean 'http.port'?",
                        "--set http.port: http.port must be a whole number, got \"x\"",
                        "--set phases.base.steps: phases.base.steps must be a whole number, got 2.5",
                        file + ":2: slices must be a power of two from 1 to 65536 (slices), got 3",
                        file + ":3: device must be cpu, cpu-xla, gpu:N or tpu:N, got \"tpu\"");
    }

    @Test
    void suggestsNothingForAWordThatResemblesNoKey() {
        assertThat(problemsOf("", "completely.unrelated.words=1"))
                .containsExactly("--set completely.unrelated.words: unknown key 'completely.unrelated.words'");
    }

    @Test
    void suggestsTheKeyWhoseSectionWasForgotten() {
        assertThat(problemsOf("", "max-tokens=3"))
                .containsExactly("--set max-tokens: unknown key 'max-tokens' - did you mean 'text.max-tokens'?");
    }

    @Test
    void tellsASectionFromAValue() {
        assertThat(problemsOf("", "http=5")).containsExactly("--set http: http is a section of keys, not a value");
    }

    @Test
    void namesThePresetsThatExistWhenOneDoesNot() {
        assertThat(problemsOf("smal"))
                .containsExactly(
                        "no preset 'smal' - did you mean 'small'? (there are: small; a path to a file works too)");
    }

    @Test
    void checksRulesBetweenKeys() {
        assertThat(problemsOf("", "slices=64", "phases.base.heads=7", "cluster.until=basee:3", "http.host=0.0.0.0"))
                .contains(
                        "default: phases.vqgan-low.batch must be a multiple of slices = 64, got 8",
                        "default: phases.base.width must be a multiple of heads = 7, got 256",
                        "--set http.host: http.host must be a loopback address unless http.token is set, got \"0.0.0.0\"")
                .anyMatch(problem -> problem.startsWith("--set cluster.until: cluster.until must name a phase"));
    }

    @Test
    void theLargerDecoderMayStandAnywhereAfterTheVqganWhoseTokensItDecodes() {
        for (String order :
                List.of("vqgan-high,vqgan-decoder,base", "vqgan-low,vqgan-high,base,superres,vqgan-decoder")) {
            assertThat(load("", "phases.order=[" + order + "]").contract().values())
                    .containsEntry("phases.vqgan-decoder.channels", "128");
        }
        for (String order : List.of("vqgan-low,vqgan-decoder,vqgan-high", "vqgan-low,vqgan-decoder")) {
            assertThat(problemsOf("", "phases.order=[" + order + "]"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("phases.order must name vqgan-decoder after vqgan-high, whose tokens it decodes, got [");
        }
    }

    @Test
    void theLargerDecoderMustNotBeSmallerWhereItIsTrained() {
        String[] small = {
            "phases.vqgan-decoder.channels=32",
            "phases.vqgan-high.residual-blocks=4",
            "phases.order=[vqgan-high,vqgan-decoder]"
        };

        assertThat(problemsOf("", small))
                .containsExactly(
                        "default: phases.vqgan-decoder.residual-blocks must be at least vqgan-high's, 4, got 2",
                        "--set phases.vqgan-decoder.channels: phases.vqgan-decoder.channels times the multiplier of"
                                + " level 0 must be at least vqgan-high's, 64, got 32");
        assertThat(load("", small[0], small[1]).contract().values()).doesNotContainKey("phases.vqgan-decoder.channels");
    }

    @Test
    void asksForTheWeightsOfAnEncoderThatHasNoneOfItsOwn() {
        assertThat(problemsOf("", "text.encoder=t5"))
                .containsExactly(
                        "default: text.weights must name the directory of the weights when text.encoder is t5, "
                                + "got \"\"");
        assertThat(load("", "text.encoder=t5", "text.weights=/w").contract().values())
                .containsEntry("text.dtype", "float32")
                .doesNotContainKey("text.weights");
    }

    @Test
    void readsATextWithSpecialCharactersWithoutQuotes() {
        Configuration read = load("", "cluster.until=base:100", "device=gpu:0", "http.token=");

        assertThat(read.pieria().getString("cluster.until")).isEqualTo("base:100");
        assertThat(read.pieria().getString("device")).isEqualTo("gpu:0");
        assertThat(read.pieria().getString("http.token")).isEmpty();
    }

    @Test
    void readsBackWhatItRenders() throws IOException {
        Configuration read = load("small", "http.token=secret \"quoted\"");
        Path file = Files.writeString(home.resolve("resolved.conf"), read.render());

        Configuration again = load(file.toString());

        assertThat(again.root()).isEqualTo(read.root());
        assertThat(again.contract()).isEqualTo(read.contract());
    }

    @Test
    void neverShowsTheToken() {
        assertThat(load("", "http.token=geheim").settings())
                .filteredOn(setting -> setting.key().path().equals("http.token"))
                .extracting(Configuration.Setting::value)
                .containsExactly("\"***\"");
    }

    private Configuration load(String preset, String... assignments) {
        return Configuration.load(new Presets(home), preset, List.of(assignments));
    }

    private List<String> problemsOf(String preset, String... assignments) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> load(preset, assignments))
                .problems();
    }
}
