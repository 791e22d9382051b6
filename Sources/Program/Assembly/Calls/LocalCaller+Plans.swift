import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func providePlans(_ provider: inout OperationProvider) {
        provider.change(CreatePlan.self, self, right: .work) { change, input in
            var draft = PlanEngine.Draft(name: input.plan, summary: input.summary)
            draft.repository = input.repository
            (draft.titles, draft.tasks) = (input.steps, input.tasks)
            draft.checkpoint = input.checkpoint.map { ($0, input.owner) }
            draft.links = input.links.map { PlanLink(kind: $0.kind, target: $0.target) }
            _ = try change.plans.create(draft)
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.read(ListPlans.self, self) { view, input in
            let stored = try view.plans.plans(
                in: input.state,
                openOnly: input.open,
                of: input.task,
                limit: input.limit
            )
            return Page(
                try stored.map { PlanLine($0, try view.following($0.plan)) },
                total: try view.plans.count(in: input.state, openOnly: input.open, of: input.task)
            )
        }
        provider.read(ShowPlan.self, self) { view, input in
            try PlanDetail(input.plan, in: view)
        }
        provider.change(MovePlan.self, self, right: .work) { change, input in
            _ = try change.plans.move(input.plan, to: input.state, note: input.note)
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(SetCheckpoint.self, self, right: .work) { change, input in
            _ = try change.plans.setCheckpoint(
                of: input.plan,
                text: input.text,
                owner: input.owner,
                state: input.state
            )
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(AddPlanReceipts.self, self, right: .work) { change, input in
            _ = try change.plans.addReceipts(input.paths, to: input.step, of: input.plan)
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(LinkPlan.self, self, right: .work) { change, input in
            let link = PlanLink(kind: input.kind, target: input.target)
            _ = try change.plans.link(input.plan, to: link)
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(ApprovePlan.self, self, right: .plan) { change, input in
            _ = try change.plans.approve(input.plan, note: input.note)
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(AddStep.self, self, right: .work) { change, input in
            _ = try change.plans.addStep(
                to: input.plan,
                id: input.step,
                title: input.title,
                task: input.task
            )
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.change(MoveStep.self, self, right: .work) { change, input in
            _ = try change.plans.move(
                step: input.step,
                of: input.plan,
                to: input.state,
                note: input.note
            )
            return try PlanDetail(input.plan, in: change.view)
        }
        provider.read(GraphTasks.self, self) { view, input in
            let graph = try view.graph(of: input.plan)
            return TaskGraphReport(
                input.all ? graph : graph.open,
                drawnIn: input.notation,
                revision: try view.ledger.head()
            )
        }
        provider.read(FindCriticalPath.self, self) { view, input in
            CriticalPathReport(try view.graph(of: input.plan))
        }
        providePlanChecks(&provider)
    }
}
