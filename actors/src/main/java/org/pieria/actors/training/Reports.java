package org.pieria.actors.training;

/** Who hears which report. Only workers that are known and not lost are heard. */
final class Reports {

    private static final Cases<Report, Heard> REPORTS = Cases.<Report, Heard>of(Report.class)
            .on(Report.Promise.class, (heard, report) -> Forming.promised(heard.turn(), heard.worker(), report))
            .on(Report.Ready.class, (heard, report) -> Forming.ready(heard.turn(), heard.worker(), report))
            .on(Report.Warmed.class, (heard, report) -> Warming.warmed(heard.turn(), heard.worker(), report))
            .on(Report.Applied.class, (heard, report) -> Stepping.applied(heard.turn(), heard.worker(), report))
            .on(Report.Held.class, (heard, report) -> Stepping.held(heard.turn(), heard.worker(), report))
            .on(Report.Saved.class, (heard, report) -> Saving.saved(heard.turn(), heard.worker(), report))
            .on(Report.SaveFailed.class, (heard, report) -> Saving.failed(heard.turn(), heard.worker(), report))
            .on(Report.Performed.class, (heard, report) -> Jobs.performed(heard.turn(), heard.worker(), report))
            .on(Report.PerformFailed.class, (heard, report) -> Jobs.failed(heard.turn(), heard.worker(), report))
            .on(Report.Broken.class, (heard, report) -> broken(heard.turn(), heard.worker(), report))
            .on(Report.Unfit.class, (heard, report) -> Distrust.confessed(heard.turn(), heard.worker(), report))
            .on(Report.Leaving.class, (heard, report) -> leaving(heard.turn(), heard.worker(), report))
            .build();

    private Reports() {}

    static void hear(Turn turn, String worker, Report report) {
        if (turn.roster.has(worker)) {
            REPORTS.accept(new Heard(turn, worker), report);
        }
    }

    private static void broken(Turn turn, String worker, Report.Broken report) {
        boolean current = Forming.number(turn).stream().anyMatch(number -> number == report.generation());
        if (current && report.interrupted() && turn.stage instanceof Stage.Preparing) {
            Forming.againWithout(turn, worker, worker + " could not take part: " + report.reason());
        } else if (current && report.interrupted()) {
            Forming.again(turn, worker + " was interrupted: " + report.reason());
        } else if (current) {
            Flow.fail(turn, worker + " failed in generation " + report.generation() + ": " + report.reason());
        }
    }

    private static void leaving(Turn turn, String worker, Report.Leaving report) {
        Draining.drain(turn, worker, report.reason());
    }

    private record Heard(Turn turn, String worker) {}
}
