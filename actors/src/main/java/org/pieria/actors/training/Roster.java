package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pieria.actors.port.Member;

/** Every worker that ever registered in this term, by name and in the order of names. */
record Roster(Map<String, Enrolment> workers) {

    Roster {
        workers = SharedMap.copyOf(workers);
    }

    static Roster empty() {
        return new Roster(Map.of());
    }

    Roster with(Enrolment enrolment) {
        return new Roster(Lists.plus(workers, enrolment.host().worker(), enrolment));
    }

    Optional<Enrolment> named(String worker) {
        return Optional.ofNullable(workers.get(worker));
    }

    boolean has(String worker) {
        return named(worker).filter(Enrolment::present).isPresent();
    }

    /** The names of those that are there, in order. */
    List<String> present() {
        return names(Enrolment::present);
    }

    /** The names of those that can be given something, in order. */
    List<String> available() {
        return names(Enrolment::available);
    }

    /** The names of those that are to leave, in order. */
    List<String> draining() {
        return names(Enrolment::draining);
    }

    boolean isDraining(String worker) {
        return named(worker).filter(Enrolment::draining).isPresent();
    }

    /** A worker, and the others that are there and leave when it does. */
    List<String> unit(String worker) {
        String unit = named(worker).orElseThrow().host().unit();
        return unit.isEmpty()
                ? List.of(worker)
                : names(each -> each.present() && each.host().unit().equals(unit));
    }

    private List<String> names(Predicate<Enrolment> which) {
        return workers.values().stream()
                .filter(which)
                .map(enrolment -> enrolment.host().worker())
                .collect(Collectors.toList());
    }

    /** Names and addresses of workers, in the order given. */
    List<Member> members(List<String> names) {
        return names.stream()
                .map(name -> named(name).orElseThrow().host())
                .map(host -> new Member(host.worker(), host.dataAddress(), host.stateAddress()))
                .collect(Collectors.toList());
    }

    /** Who cannot be counted on and why, in words; empty when nobody is missing. */
    String absent() {
        return workers.values().stream()
                .filter(enrolment -> !enrolment.present())
                .map(enrolment -> enrolment.host().worker() + " (" + enrolment.reason() + ")")
                .collect(Collectors.joining(", "));
    }
}
