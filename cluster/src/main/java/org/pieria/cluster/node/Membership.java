package org.pieria.cluster.node;

import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.util.Set;
import org.pieria.actors.Coordinator;

/** The cluster as one node sees it at this moment. */
record Membership(Cluster cluster) {

    /** Whether this node takes part: it has joined, and was not removed. */
    boolean isUp() {
        return !cluster.isTerminated() && cluster.selfMember().status().equals(MemberStatus.up());
    }

    /** Whether any node but this one coordinates, or may take over. */
    boolean hasOtherCoordinators() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        Set<Member> unreachable = state.getUnreachable();
        for (Member member : state.getMembers()) {
            boolean serves = member.status().equals(MemberStatus.up()) && !unreachable.contains(member);
            if (serves && member.hasRole(Coordinator.ROLE) && !member.equals(cluster.selfMember())) {
                return true;
            }
        }
        return false;
    }
}
