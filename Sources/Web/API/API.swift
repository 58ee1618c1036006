/// The JSON API under /api/v1: the same acts as the pages, for programs with a token. docs/api.md tells how to use it.
enum API {
    static func add(to routes: inout RouteTable) {
        OpenAPI.add(to: &routes)
        OwnAPI.add(to: &routes)
        LedgerAPI.add(to: &routes)
        PageAPI.add(to: &routes)
        PageActAPI.add(to: &routes)
        FilingAPI.add(to: &routes)
        CaseAPI.add(to: &routes)
        MoneyAPI.add(to: &routes)
        OverviewAPI.add(to: &routes)
        ReceiptAPI.add(to: &routes)
        SurveyAPI.add(to: &routes)
        QuestionAPI.add(to: &routes)
        RequestAPI.add(to: &routes)
        DeadlineAPI.add(to: &routes)
        EvaluationAPI.add(to: &routes)
        FreezeAPI.add(to: &routes)
        SignatureAPI.add(to: &routes)
        AccountAPI.add(to: &routes)
        HouseholdAPI.add(to: &routes)
        JournalAPI.add(to: &routes)
        PollAPI.add(to: &routes)
        VoteAPI.add(to: &routes)
    }
}
