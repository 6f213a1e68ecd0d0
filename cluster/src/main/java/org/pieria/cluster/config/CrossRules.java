package org.pieria.cluster.config;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Rules between keys; asked only once every key alone is right. */
final class CrossRules {

    private static final List<String> ORDER = List.of("vqgan-low", "vqgan-high", "base", "superres");

    private static final String HIGH = "vqgan-high";
    private static final String DECODER = "vqgan-decoder";

    private final Config pieria;
    private final List<String> problems = new ArrayList<>();

    private CrossRules(Config pieria) {
        this.pieria = pieria;
    }

    static List<String> problems(Config resolved) {
        CrossRules rules = new CrossRules(resolved.getConfig("pieria"));
        rules.order();
        rules.until();
        rules.openHttp();
        rules.average();
        rules.textWeights();
        ORDER.forEach(rules::batch);
        ORDER.subList(0, 2).forEach(rules::image);
        ORDER.subList(2, 4).forEach(rules::heads);
        ORDER.subList(2, 4).forEach(rules::accumulate);
        rules.decoder();
        return rules.problems;
    }

    private void order() {
        List<String> order = pieria.getStringList("phases.order");
        List<String> named =
                order.stream().filter(phase -> !phase.equals(DECODER)).toList();
        List<String> sorted = ORDER.stream().filter(order::contains).toList();
        boolean repeated = new HashSet<>(order).size() < order.size();
        require(!repeated && named.equals(sorted), "phases.order", "must name each phase once, in the order " + ORDER);
        int decoder = order.indexOf(DECODER);
        int high = order.indexOf(HIGH);
        String rule = "must name vqgan-decoder after vqgan-high, whose tokens it decodes";
        require(decoder < 0 || (high >= 0 && high < decoder), "phases.order", rule);
    }

    /** The larger decoder's own rules count where it is trained. */
    private void decoder() {
        if (pieria.getStringList("phases.order").contains(DECODER)) {
            batch(DECODER);
            String blocks = "residual-blocks";
            int least = pieria.getInt(at(HIGH, blocks));
            boolean deep = pieria.getInt(at(DECODER, blocks)) >= least;
            require(deep, at(DECODER, blocks), "must be at least vqgan-high's, " + least);
            int levels = pieria.getIntList(at(HIGH, "multipliers")).size();
            boolean same = pieria.getIntList(at(DECODER, "multipliers")).size() == levels;
            require(same, at(DECODER, "multipliers"), "must be " + levels + " numbers, as many as vqgan-high's");
            for (int level = 0; same && level < levels; level++) {
                wide(level);
            }
        }
    }

    private void wide(int level) {
        long least = channels(HIGH, level);
        require(
                channels(DECODER, level) >= least,
                at(DECODER, "channels"),
                "times the multiplier of level " + level + " must be at least vqgan-high's, " + least);
    }

    private long channels(String phase, int level) {
        long multiplier = pieria.getIntList(at(phase, "multipliers")).get(level);
        return multiplier * pieria.getInt(at(phase, "channels"));
    }

    private static String at(String phase, String key) {
        return "phases." + phase + "." + key;
    }

    private void until() {
        String until = pieria.getString("cluster.until");
        String phase = until.replaceFirst(":.*", "");
        List<String> order = pieria.getStringList("phases.order");
        boolean known = phase.isEmpty() || order.contains(phase);
        require(known, "cluster.until", "must name a phase of " + order + ", or PHASE:STEP");
        if (known && until.contains(":")) {
            long steps = pieria.getLong("phases." + phase + ".steps");
            long step = Long.parseLong(until.substring(until.indexOf(':') + 1));
            require(step >= 1 && step <= steps, "cluster.until", "must name a step from 1 to " + steps);
        }
    }

    private void openHttp() {
        boolean guarded = !pieria.getString("http.token").isEmpty();
        require(
                guarded || loopback(pieria.getString("http.host")),
                "http.host",
                "must be a loopback address unless http.token is set");
    }

    private void average() {
        long interval = pieria.getLong("checkpoints.every");
        String rule = "must be 0 or a multiple of checkpoints.every = " + interval;
        require(pieria.getLong("average.every") % interval == 0, "average.every", rule);
    }

    private void textWeights() {
        boolean given = !pieria.getString("text.weights").isEmpty();
        require(
                given || !pieria.getString("text.encoder").equals("t5"),
                "text.weights",
                "must name the directory of the weights when text.encoder is t5");
    }

    private void batch(String phase) {
        int slices = pieria.getInt("slices");
        String key = "phases." + phase + ".batch";
        require(pieria.getInt(key) % slices == 0, key, "must be a multiple of slices = " + slices);
    }

    private void image(String phase) {
        int halvings = pieria.getIntList("phases." + phase + ".multipliers").size() - 1;
        String key = "phases." + phase + ".image";
        long unit = (long) pieria.getInt("phases." + phase + ".patch") << Math.min(halvings, 30);
        require(
                pieria.getInt(key) % unit == 0,
                key,
                "must be a multiple of " + unit + ": patch, and each multiplier but the first halves it");
    }

    private void heads(String phase) {
        int heads = pieria.getInt("phases." + phase + ".heads");
        String key = "phases." + phase + ".width";
        require(pieria.getInt(key) % heads == 0, key, "must be a multiple of heads = " + heads);
    }

    private void accumulate(String phase) {
        int samples = pieria.getInt("phases." + phase + ".batch") / pieria.getInt("slices");
        String key = "phases." + phase + ".accumulate";
        require(
                samples % pieria.getInt(key) == 0,
                key,
                "must divide the samples of a slice, batch / slices = " + samples);
    }

    private void require(boolean fulfilled, String key, String rule) {
        if (!fulfilled) {
            String origin = Origin.ofNullable(pieria.getValue(key).origin(), key);
            problems.add(origin + ": " + key + " " + rule + ", got " + Rendering.of(pieria.getValue(key)));
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
