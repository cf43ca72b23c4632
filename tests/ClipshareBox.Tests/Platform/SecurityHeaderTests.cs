using ClipshareBox.Tests.Features.Accounts;
using Microsoft.Playwright;

namespace ClipshareBox.Tests.Platform;

public sealed class SecurityHeaderTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/setup")]
    [InlineData("/api/tokens")]
    [InlineData("/api/no/such/address")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/hub")]
    [InlineData("/")]
    [InlineData("/api-docs/index.html")]
    public async Task Every_answer_also_a_refusal_tells_browsers_what_not_to_do_with_it(string address)
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var stranger = box.Stranger();

        using var answer = await stranger.GetAsync(new Uri(address, UriKind.Relative), Ct);

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_the_API_works_under_its_policy()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        using var own = new OpenBrowser(box);
        await own.SignInAsync("owner", "correct horse battery", remember: false, Ct);
        var page = await browser.OpenAsync();
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = OpenBrowser.Session, Value = own.Cookies[OpenBrowser.Session], Url = box.Address.ToString() }]);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };

        await page.GotoAsync(new Uri(box.Address, "/api-docs/index.html").ToString());
        // What is in sight is drawn, and the rest when one comes there.
        await page.GetByText("/api/setup/claim").First.WaitForAsync();

        Assert.Empty(errors);
        await page.CloseAsync();
    }
}
